import type { InviteView } from '@sheshi/records'
import { expect, it } from 'vitest'
import { joinAddress, newestInvite } from './invites.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')
const invite = (code: string, role: InviteView['role'], minutes: number): InviteView => ({
  code,
  boardId: 'b',
  role,
  createdAt: new Date(now).toISOString(),
  expiresAt: new Date(now + minutes * 60_000).toISOString(),
  url: `http://localhost:4000/join#${code}`,
  shareUrl: `http://192.168.1.7:4000/join#${code}`,
})

it('shows the invite of the role that lives longest', () => {
  const open = [
    invite('AAA222', 'participant', 60),
    invite('BBB333', 'participant', 90),
    invite('CCC444', 'viewer', 900),
  ]
  expect(newestInvite(open, 'participant', now)?.code).toBe('BBB333')
  expect(newestInvite(open, 'screen', now)).toBeNull()
})

it('does not show one that is about to run out', () => {
  expect(newestInvite([invite('AAA222', 'participant', 5)], 'participant', now)).toBeNull()
})

it('gives the address that others can reach, without the code', () => {
  expect(joinAddress(invite('AAA222', 'viewer', 60))).toBe('192.168.1.7:4000/join')
})
