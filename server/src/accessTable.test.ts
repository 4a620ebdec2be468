import { expect, it } from 'vitest'
import { acts, may, type Standing } from './accessTable.ts'

const standings: Standing[] = ['anyone', 'screen', 'viewer', 'participant', 'facilitator']

it('who may do what, all of it', () => {
  const rows = acts.map((act) => {
    const cells = standings.map((role) => (may({ role }, act) ? 'yes' : '·').padEnd(12))
    return `${act.padEnd(20)}${cells.join('')}`.trimEnd()
  })
  const head = `${' '.repeat(20)}${standings.map((role) => role.padEnd(12)).join('')}`.trimEnd()
  expect(`\n${[head, ...rows].join('\n')}\n`).toBe(`
                    anyone      screen      viewer      participant facilitator
open                yes         yes         yes         yes         yes
public challenge    yes         yes         yes         yes         yes
reader              ·           yes         yes         yes         yes
writer              ·           ·           ·           yes         yes
participants’ code  ·           yes         ·           ·           yes
facilitator         ·           ·           ·           ·           yes
`)
})

it('a screen writes where its invite says so, and nobody else by that', () => {
  const writers = standings.filter((role) => may({ role, writes: true }, 'writer'))
  expect(writers).toEqual(['screen', 'participant', 'facilitator'])
  const facilitators = standings.filter((role) => may({ role, writes: true }, 'facilitator'))
  expect(facilitators).toEqual(['facilitator'])
})
