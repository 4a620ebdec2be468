import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  BoardCreate,
  ChallengeCreate,
  ChallengePatch,
  ChallengeRecord,
  Code,
  codeAlphabet,
  line,
  problems,
  RecordId,
} from './index.ts'

describe('Code', () => {
  it.each(['ABC234', 'abc234', ' abc-234 ', 'A B C 2 3 4'])('reads %j as people type it', (typed) => {
    expect(Code.parse(typed)).toBe('ABC234')
  })

  it.each(['ABC23', 'ABC2345', 'ABCDE0', 'ABCDE1', 'ABCDEO', 'ABCDEI', 'ABCDEL', ''])(
    'refuses %j',
    (typed) => {
      expect(Code.safeParse(typed).success).toBe(false)
    },
  )

  it('has no signs that look alike', () => {
    expect(new Set(codeAlphabet).size).toBe(31)
    expect(codeAlphabet).not.toMatch(/[01OIL]/)
  })
})

describe('line', () => {
  it('is trimmed, and keeps letters of every language and HTML as text', () => {
    expect(line(50).parse('  Lumi i Tiranës <b>ë</b> 🌊 ')).toBe('Lumi i Tiranës <b>ë</b> 🌊')
  })

  it.each(['', '   ', 'a\nb', 'a\u0000b', 'x'.repeat(51)])('refuses %j', (text) => {
    expect(line(50).safeParse(text).success).toBe(false)
  })
})

describe('RecordId', () => {
  it.each(['', '..', 'a/b', 'a b', 'ë', 'x'.repeat(65)])('refuses %j', (id) => {
    expect(RecordId.safeParse(id).success).toBe(false)
  })
})

describe('bodies', () => {
  it('name the fields that do not exist', () => {
    const read = BoardCreate.safeParse({ title: 'A', template: 'blank', owner: 'me' })
    expect(read.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['owner'] }])
  })

  it('take a summary in one language or in several', () => {
    for (const summary of ['Lumi', { sq: 'Lumi', it: 'Il fiume' }]) {
      expect(ChallengeCreate.parse({ title: 'A', summary })).toEqual({ title: 'A', summary })
    }
    expect(ChallengeCreate.safeParse({ title: 'A', summary: { albanian: 'Lumi' } }).success).toBe(false)
  })

  it('change only what is named, and never what is the server’s', () => {
    expect(ChallengePatch.parse({})).toEqual({})
    for (const field of ['id', 'version', 'stepHistory', 'createdAt']) {
      expect(ChallengePatch.safeParse({ [field]: 1 }).success).toBe(false)
    }
  })
})

describe('the challenge record', () => {
  it('has a JSON Schema that outside programs can use', () => {
    const schema = z.toJSONSchema(ChallengeRecord, { io: 'output', unrepresentable: 'any' })
    expect(Object.keys(schema.$defs ?? {})).toContain('ProblemNode')
    expect(schema.required).toEqual(expect.arrayContaining(['id', 'title', 'step', 'boards', 'exports']))
  })
})

describe('problems', () => {
  it('have a status of failure each', () => {
    for (const { status, title } of Object.values(problems)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(title).not.toBe('')
    }
  })
})
