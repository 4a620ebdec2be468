import type { ChallengePatch, ChallengeView } from '@sheshi/records'
import { useState } from 'react'
import { ApiProblem, api } from '../app/api.ts'
import { useAction } from '../app/useAction.ts'
import { etagOf } from './etag.ts'

/** A challenge as a page shows it, and how to put in or fetch a newer one. */
export interface ShownChallenge {
  value: ChallengeView
  set: (challenge: ChallengeView) => void
  reload: () => Promise<ChallengeView | null>
}

/** A part of a challenge while somebody edits it. */
export interface SectionDraft<Draft> {
  /** null: not being edited. */
  draft: Draft | null
  setDraft: (draft: Draft) => void
  /** The newer version somebody else saved meanwhile; saving again puts this draft over it. */
  theirs: Draft | null
  busy: boolean
  error: unknown
  edit: () => void
  cancel: () => void
  save: () => Promise<void>
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Editing one part of a challenge. A draft is written against the version it was begun from: if somebody was
 * faster, their version is loaded beside it, nothing typed is lost, and it takes a second save to replace theirs.
 * Where they wrote another part of the challenge, there is nothing to decide, and the draft is simply saved.
 */
export function useSectionDraft<Draft>(
  shown: ShownChallenge,
  read: (challenge: ChallengeView) => Draft,
  write: (draft: Draft, onto: ChallengeView) => ChallengePatch,
): SectionDraft<Draft> {
  const { busy, error, run, setError } = useAction()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [base, setBase] = useState<ChallengeView>(shown.value)
  const [theirs, setTheirs] = useState<Draft | null>(null)

  const cancel = () => {
    setDraft(null)
    setTheirs(null)
    setError(null)
  }

  const edit = () => {
    setBase(shown.value)
    setDraft(read(shown.value))
  }

  const writeDraft = async (words: Draft, onto: ChallengeView): Promise<void> => {
    try {
      const path = `/challenges/${onto.id}`
      shown.set(await api.patch<ChallengeView>(path, write(words, onto), etagOf(onto)))
      cancel()
    } catch (caught) {
      if (!(caught instanceof ApiProblem) || caught.kind !== 'changed') throw caught
      const newer = await shown.reload()
      if (!newer || newer.version === onto.version) throw caught
      if (isSame(read(onto), read(newer))) return writeDraft(words, newer)
      setBase(newer)
      setTheirs(read(newer))
    }
  }

  const save = () => run(async () => (draft === null ? undefined : writeDraft(draft, base)))
  return { draft, setDraft, theirs, busy, error, edit, cancel, save }
}
