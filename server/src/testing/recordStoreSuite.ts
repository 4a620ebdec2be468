import type { AuthSession, Board } from '@sheshi/records'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AlreadyThere, NoSuchRecord, type RecordStore, VersionConflict } from '../storage/records.ts'

/** A store to be tested, and the way to open what it left behind once more. */
export interface StoreUnderTest {
  store: RecordStore
  /** Closes the store and opens another one on the same data. */
  reopen(): Promise<RecordStore>
  dispose(): Promise<void>
}

const moment = '2026-05-04T09:30:00.000Z'

/** A valid board record for tests. */
export const someBoard = (id: string, fields: Partial<Board> = {}): Board => ({
  id,
  title: `Board ${id}`,
  template: 'blank',
  locale: 'sq',
  challengeId: null,
  createdAt: moment,
  changedAt: moment,
  deletedAt: null,
  version: 1,
  ...fields,
})

const someSession = (id: string): AuthSession => ({
  id,
  tokenHash: 'hash',
  kind: 'guest',
  name: 'Ana',
  sector: 'citizens',
  city: null,
  grants: {},
  createdAt: moment,
  expiresAt: moment,
})

/** What every `RecordStore` must do, whatever it keeps its records in. */
export function describeRecordStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a RecordStore`, () => {
    let subject: StoreUnderTest
    beforeEach(async () => {
      subject = await open()
    })
    afterEach(() => subject.dispose())

    it('has nothing at first', async () => {
      expect(await subject.store.boards.list()).toEqual([])
      expect(await subject.store.boards.get('none')).toBeNull()
      expect(await subject.store.failure()).toBeNull()
    })

    it('keeps what was inserted, also for the next one who opens it', async () => {
      await subject.store.boards.insert(someBoard('b1', { title: 'Ujë i pastër <b>' }))
      await subject.store.sessions.insert(someSession('s1'))
      const again = await subject.reopen()
      expect(await again.boards.get('b1')).toEqual(someBoard('b1', { title: 'Ujë i pastër <b>' }))
      expect(await again.sessions.list()).toEqual([someSession('s1')])
      expect(await again.challenges.list()).toEqual([])
    })

    it('keeps facilitators with what their passphrase was hashed by, and their invites', async () => {
      const passphrase = { kind: 'scrypt', n: 32_768, r: 8, p: 1, salt: 'c2FsdA', hash: 'aGFzaA' } as const
      const facilitator = {
        ...{ id: 'f1', name: 'Ana', passphrase, oidc: null },
        ...{ createdAt: moment, disabledAt: null, seenAt: null },
      }
      const welcome = { id: 'w1', secretHash: 'hash', name: '', createdAt: moment, expiresAt: moment }
      await subject.store.facilitators.insert(facilitator)
      await subject.store.welcomes.insert(welcome)
      const again = await subject.reopen()
      expect(await again.facilitators.list()).toEqual([facilitator])
      expect(await again.welcomes.get('w1')).toEqual(welcome)
    })

    it('lists in the order of insertion and by equal fields', async () => {
      for (const id of ['b3', '10', 'b1', '2']) {
        await subject.store.boards.insert(someBoard(id, { challengeId: id === 'b1' ? null : 'c1' }))
      }
      const ids = async (store: RecordStore, match: Partial<Board>) =>
        (await store.boards.list(match)).map((board) => board.id)
      expect(await ids(subject.store, {})).toEqual(['b3', '10', 'b1', '2'])
      const again = await subject.reopen()
      expect(await ids(again, {})).toEqual(['b3', '10', 'b1', '2'])
      expect(await ids(again, { challengeId: 'c1', deletedAt: null })).toEqual(['b3', '10', '2'])
      expect(await ids(again, { challengeId: null })).toEqual(['b1'])
    })

    it('refuses a second record with the same id', async () => {
      await subject.store.boards.insert(someBoard('b1'))
      await expect(subject.store.boards.insert(someBoard('b1', { title: 'Other' }))).rejects.toThrow(
        AlreadyThere,
      )
      expect((await subject.store.boards.get('b1'))?.title).toBe('Board b1')
    })

    it('counts versions and refuses a write on an old one', async () => {
      await subject.store.boards.insert(someBoard('b1'))
      const rename = (title: string) => (board: Readonly<Board>) => ({ ...board, title })
      const second = await subject.store.boards.update('b1', rename('Two'), { ifVersion: 1 })
      expect(second.version).toBe(2)
      await expect(subject.store.boards.update('b1', rename('Late'), { ifVersion: 1 })).rejects.toThrow(
        VersionConflict,
      )
      const touched = await subject.store.boards.update('b1', rename('Quiet'), { keepVersion: true })
      expect(touched).toMatchObject({ title: 'Quiet', version: 2 })
      await expect(subject.store.boards.remove('b1', { ifVersion: 1 })).rejects.toThrow(VersionConflict)
      await expect(subject.store.boards.update('b9', rename('None'))).rejects.toThrow(NoSuchRecord)
      expect(await (await subject.reopen()).boards.get('b1')).toEqual(touched)
    })

    it('lets exactly one of many writers with the same version through', async () => {
      await subject.store.boards.insert(someBoard('b1'))
      const tries = Array.from({ length: 20 }, (_, index) =>
        subject.store.boards.update('b1', (board) => ({ ...board, title: `T${index}` }), { ifVersion: 1 }),
      )
      const ends = await Promise.allSettled(tries)
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
      expect((await subject.store.boards.get('b1'))?.version).toBe(2)
    })

    it('loses none of many writes at once', async () => {
      await Promise.all(
        Array.from({ length: 200 }, (_, index) => subject.store.boards.insert(someBoard(`b${index}`))),
      )
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => subject.store.boards.remove(`b${index * 2}`)),
      )
      const left = await (await subject.reopen()).boards.list()
      expect(left.map((board) => board.id)).toEqual(
        Array.from({ length: 100 }, (_, index) => `b${index * 2 + 1}`),
      )
    })

    it('does not write what it could not read again, and harms no other write by it', async () => {
      const wrong = subject.store.boards.insert(someBoard('not an id'))
      const right = subject.store.boards.insert(someBoard('b1'))
      await expect(wrong).rejects.toThrow(/not valid/)
      await right
      expect(await (await subject.reopen()).boards.list()).toHaveLength(1)
    })

    it('removes for good, and removing nothing is no error', async () => {
      await subject.store.boards.insert(someBoard('b1'))
      await subject.store.boards.remove('b1')
      await subject.store.boards.remove('b1')
      expect(await (await subject.reopen()).boards.list()).toEqual([])
    })
  })
}
