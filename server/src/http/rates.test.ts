import { EventEmitter } from 'node:events'
import type { Request, Response } from 'express'
import { expect, it } from 'vitest'
import { limitAtOnce } from './rates.ts'

/** An answer of a call that somebody makes. */
function answerTo(session: string): Response & EventEmitter {
  const caller = { kind: 'guest', session: { id: session } }
  return Object.assign(new EventEmitter(), { locals: { caller }, set() {} }) as never
}

function asked(limit: ReturnType<typeof limitAtOnce>, res: Response): unknown {
  let error: unknown = 'not called'
  limit({} as Request, res, ((problem?: unknown) => {
    error = problem ?? null
  }) as never)
  return error
}

it('so many at once of each session; who has ended makes way', () => {
  const limit = limitAtOnce(2, 'session')
  const [one, two, other] = [answerTo('a'), answerTo('a'), answerTo('b')]
  expect([one, two, other].map((res) => asked(limit, res))).toEqual([null, null, null])
  expect(asked(limit, answerTo('a'))).toMatchObject({ kind: 'too-many-requests' })
  one.emit('close')
  expect(asked(limit, answerTo('a'))).toBeNull()
})

it('so many at once of everybody', () => {
  const limit = limitAtOnce(2, 'all')
  const first = answerTo('a')
  expect([first, answerTo('b')].map((res) => asked(limit, res))).toEqual([null, null])
  expect(asked(limit, answerTo('c'))).toMatchObject({ kind: 'too-many-requests' })
  first.emit('close')
  expect(asked(limit, answerTo('c'))).toBeNull()
})
