import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { putRecords, readRecords } from '@sheshi/board'
import type { ScreeningOutline } from '@sheshi/methods'
import {
  ChallengeRecord,
  type ChallengeView,
  type ScreeningDecided,
  type ScreeningView,
} from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc } from 'yjs'
import { tidy } from '../housekeeping.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

interface Screened {
  id: string
  rows: string[]
  people: string[]
}

/** A board with two challenges on it and three people who joined. */
async function screened(): Promise<Screened> {
  const id = await lab.board({ template: 'challenge-screening', title: 'Which first?' })
  const note = (text: string, row: number) =>
    lab.ask<{ id: string }>('POST', `/boards/${id}/notes`, {
      body: { text, region: `row.${row}.challenge` },
    })
  const rows = [await note('Clean river', 1), await note('Shade', 2)].map((made) =>
    made.id.replace('shape:', ''),
  )
  // No sector of three: the split is left out.
  const sectors = ['ngo', 'ngo', 'public'] as const
  const people: string[] = []
  for (const sector of sectors) people.push((await lab.guest(id, 'participant', { sector })).token)
  return { id, rows, people }
}

const give = (id: string, as: string, scores: object) =>
  lab.call('PUT', `/boards/${id}/screening/ballot`, { as, body: { scores } })
const act = (id: string, what: 'open' | 'close', as?: string) =>
  lab.call('POST', `/boards/${id}/screening/${what}`, as ? { as } : {})
const outline = (id: string) => lab.ask<ScreeningOutline>('GET', `/boards/${id}/outline`)

async function documentText(id: string): Promise<string> {
  const update = await fetch(`${lab.url}/api/v1/boards/${id}/document`, {
    headers: { authorization: 'Bearer a-key-for-the-tests' },
  })
  const doc = new Doc()
  applyUpdate(doc, new Uint8Array(await update.arrayBuffer()))
  const text = JSON.stringify([...readRecords(doc).values()])
  doc.destroy()
  return text
}

describe('a round of scoring', () => {
  it('takes ballots while it is open, one a person, and shows each only their own', async () => {
    const { id, rows, people } = await screened()
    const [row = ''] = rows
    const [ana = '', ben = ''] = people
    expect(problemIn(await give(id, ana, { [row]: { people: 3 } })).type).toBe('/problems/round-closed')
    expect(problemIn(await act(id, 'open', ana)).status).toBe(403)
    expect((await act(id, 'open')).json<ScreeningView>()).toMatchObject({ state: 'open', voters: 0 })
    expect((await give(id, ana, { [row]: { people: 0 } })).status).toBe(200)
    await give(id, ana, { [row]: { people: 3, owner: 1 } })
    const mine = (await give(id, ben, { [row]: { people: 1 } })).json<ScreeningView>()
    expect(mine).toMatchObject({ voters: 2, mine: { [row]: { people: 1 } } })
    const asked = await lab.call('GET', `/boards/${id}/screening`, { as: ana })
    expect(asked.json<ScreeningView>().mine).toEqual({ [row]: { people: 3, owner: 1 } })
    expect(asked.text).not.toContain('"people":1')
    const document = await documentText(id)
    expect(document).toContain('"screening":{"state":"open","voters":2}')
    expect(document).not.toContain('"scores"')
  })

  it('writes median, spread and voters onto the rows when it is closed, and takes no more', async () => {
    const { id, rows, people } = await screened()
    const [river = '', shade = ''] = rows
    await act(id, 'open')
    const given = [
      { [river]: { people: 3, owner: 0 }, [shade]: { people: 1 } },
      { [river]: { people: 1 }, [shade]: { people: 2 } },
      { [river]: { people: 2 } },
    ]
    for (const [at, scores] of given.entries()) await give(id, people[at] ?? '', scores)
    const closed = (await act(id, 'close')).json<ScreeningView>()
    expect(closed).toMatchObject({ state: 'closed', voters: 3, bySector: { other: 3 } })
    const { rows: read } = await outline(id)
    expect(read.find((each) => each.id === river)?.scores).toEqual({
      people: { median: 2, min: 1, max: 3, voters: 3 },
      owner: { median: 0, min: 0, max: 0, voters: 1 },
    })
    expect(read.find((each) => each.id === shade)?.scores.people?.median).toBe(1.5)
    expect(problemIn(await give(id, people[0] ?? '', {})).type).toBe('/problems/round-closed')
    await act(id, 'open')
    await give(id, people[0] ?? '', { [river]: { people: 1 } })
    await act(id, 'close')
    const again = (await outline(id)).rows.find((each) => each.id === river)?.scores
    expect(again).toEqual({ people: { median: 1, min: 1, max: 2, voters: 3 } })
  })

  it('without ballots leaves every row without a result', async () => {
    const { id, rows } = await screened()
    await act(id, 'open')
    expect((await act(id, 'close')).json<ScreeningView>()).toMatchObject({ voters: 0, bySector: {} })
    const { rows: read } = await outline(id)
    expect(read.map(({ scores, total, decision }) => ({ scores, total, decision }))).toEqual(
      rows.map(() => ({ scores: {}, total: null, decision: 'open' })),
    )
  })

  it('leaves out a criterion without weight from the total', async () => {
    const { id, rows, people } = await screened()
    const [row = ''] = rows
    const { criteria } = await outline(id)
    await setWeights(id, (criterion) => (criterion === 'people' ? 100 : 0))
    await act(id, 'open')
    await give(id, people[0] ?? '', { [row]: { people: 2, owner: 0 } })
    await act(id, 'close')
    expect((await outline(id)).rows.find((each) => each.id === row)?.total).toBe(66.7)
    await setWeights(id, () => 0)
    expect((await outline(id)).rows.find((each) => each.id === row)?.total).toBeNull()
    expect(criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  })

  it('outlives a restart, refuses a damaged file, and goes with its board', async () => {
    const { id, rows, people } = await screened()
    const [row = ''] = rows
    const [ana = ''] = people
    await act(id, 'open')
    await give(id, ana, { [row]: { people: 3 } })
    await lab.restart()
    const mine = await lab.ask<ScreeningView>('GET', `/boards/${id}/screening`, { as: ana })
    expect(mine).toMatchObject({ state: 'open', voters: 1, mine: { [row]: { people: 3 } } })
    const file = join(lab.dataDir, 'screenings', `${id}.json`)
    const whole = await readFile(file, 'utf8')
    await lab.restart(() => writeFile(file, whole.slice(0, 60)))
    const refused = problemIn(await give(id, ana, {}))
    expect(refused).toMatchObject({ type: '/problems/screening-damaged', status: 503 })
    expect(await readFile(file, 'utf8')).toBe(whole.slice(0, 60))
    await lab.ask('DELETE', `/boards/${id}`)
    await tidy(lab.server.services, Date.now() + 25 * 3_600_000)
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('takes no nonsense, from nobody who may only look, and on no other board', async () => {
    const { id, rows, people } = await screened()
    const [row = ''] = rows
    const [ana = ''] = people
    await act(id, 'open')
    for (const scores of [{ [row]: { people: 4 } }, { [row]: { people: 1.5 } }, { [row]: 3 }, 'all three']) {
      expect(
        problemIn(await lab.call('PUT', `/boards/${id}/screening/ballot`, { as: ana, body: { scores } }))
          .status,
      ).toBe(422)
    }
    const viewer = await lab.guest(id, 'viewer')
    expect(problemIn(await give(id, viewer.token, {})).status).toBe(403)
    const other = await lab.board({ template: 'brainstorm' })
    expect(problemIn(await act(other, 'open')).type).toBe('/problems/no-screening')
  })
})

describe('a decision', () => {
  const decide = (id: string, body: object) => lab.call('POST', `/boards/${id}/screening/decisions`, { body })

  it('goes onto the row and into the record, and a go moves the challenge on with the reason', async () => {
    const challengeId = await lab.challenge({ title: 'Clean river' })
    const { id, rows, people } = await screened()
    const [row = ''] = rows
    await act(id, 'open')
    for (const person of people) await give(id, person, { [row]: { people: 3 } })
    await act(id, 'close')
    const reason = 'The municipality owns it and people are angry'
    const decided = await decide(id, { row, decision: 'go', reason, challengeId })
    expect(decided.json<ScreeningDecided>()).toEqual({ row, decision: 'go', challengeId, moved: true })
    const read = (await outline(id)).rows.find((each) => each.id === row)
    expect(read).toMatchObject({ decision: 'go', reason, scores: { people: { median: 3 } } })
    const challenge = await lab.ask<ChallengeView>('GET', `/challenges/${challengeId}`)
    expect(challenge).toMatchObject({ step: 'identify', version: 2 })
    expect(challenge.stepHistory.at(-1)).toMatchObject({ step: 'identify', reason, by: 'facilitator' })
    expect(challenge.screening).toMatchObject({ decision: 'go', reason, voters: 3, boardId: id })
    expect(challenge.screening?.scores).toEqual([
      {
        criterion: 'How many people it affects, and how hard',
        weight: 20,
        median: 3,
        min: 3,
        max: 3,
        voters: 3,
      },
    ])
    expect(challenge.decisions).toMatchObject([{ decision: 'Challenge screening: Go', reason }])
    expect(ChallengeRecord.parse(challenge)).toEqual(challenge)
    const again = await decide(id, { row, decision: 'later', reason: 'No money this year', challengeId })
    expect(again.json<ScreeningDecided>().moved).toBe(false)
    const after = await lab.ask<ChallengeView>('GET', `/challenges/${challengeId}`)
    expect(after).toMatchObject({ step: 'identify', screening: { decision: 'later' } })
    expect(after.stepHistory).toHaveLength(2)
    expect(after.decisions).toHaveLength(2)
  })

  it('of a row that is nobody’s challenge stands on the board alone; it needs a reason and a row', async () => {
    const { id, rows } = await screened()
    const [row = ''] = rows
    expect((await decide(id, { row, decision: 'no', reason: 'Not ours' })).status).toBe(200)
    expect((await outline(id)).rows[0]).toMatchObject({ decision: 'no', reason: 'Not ours' })
    expect(problemIn(await decide(id, { row, decision: 'go', reason: ' ' }))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/reason' }],
    })
    const unknown = await decide(id, { row: 'gone', decision: 'no', reason: 'x' })
    expect(problemIn(unknown).errors).toMatchObject([{ pointer: '/row' }])
    const nowhere = await decide(id, { row, decision: 'no', reason: 'x', challengeId: 'gone' })
    expect(problemIn(nowhere).errors).toMatchObject([{ pointer: '/challengeId' }])
  })
})

/** Writes other weights onto the criteria's cards, as a page does. */
async function setWeights(id: string, weightOf: (criterion: string) => number): Promise<void> {
  const room = await lab.server.services.rooms.open(id)
  await room.edit('test', (doc) => {
    const cards = [...readRecords(doc).values()].flatMap((record) =>
      record.typeName === 'shape' && typeof record.meta.criterion === 'string'
        ? [{ ...record, meta: { ...record.meta, weight: weightOf(record.meta.criterion) } }]
        : [],
    )
    putRecords(doc, cards)
  })
}
