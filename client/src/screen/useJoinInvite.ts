import type { InviteView } from '@sheshi/records'
import { useEffect } from 'react'
import { api } from '../app/api.ts'
import { useResource } from '../app/useResource.ts'
import { newestInvite } from '../board/invites.ts'

/** Invites are made and withdrawn elsewhere, and run out: the screen looks again this often. */
const lookAgain = 20_000

/** The participants' invite that the screen shows, null where there is none; `create` makes one (facilitators). */
export function useJoinInvite(boardId: string): { invite: InviteView | null; create: () => Promise<void> } {
  const path = `/boards/${boardId}/invites`
  const { value, reload } = useResource<InviteView[]>(path)
  useEffect(() => {
    const timer = setInterval(() => void reload(), lookAgain)
    return () => clearInterval(timer)
  }, [reload])
  return {
    invite: newestInvite(value ?? [], 'participant'),
    async create() {
      await api.post<InviteView>(path, { role: 'participant' }).catch(() => null)
      await reload()
    },
  }
}
