import * as make from './records.ts'
import type { Attack, Outcome, Stage } from './stage.ts'
import { type BoardRecord, frame, type Peer, presenceFrame, until } from './wire.ts'

/** Records that would break the canvas of everybody who looks at them, or fetch something from elsewhere. */
export interface Killer {
  tried: string
  write(peer: Peer): void
  /** 'refused': the server ends the session of who sends it. 'mended': it may stand, and pages see to it. */
  meets: 'refused' | 'mended'
}

const broken = (content: unknown) => ({ type: 'doc', content })
const linked = (href: string) =>
  broken([
    { type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href } }] }] },
  ])
const page = (id: string, index: string) => ({
  id: `page:${id}`,
  typeName: 'page',
  name: id,
  index,
  meta: {},
})
const points = (count: number, x: number) => Array.from({ length: count }, () => ({ x, y: x, z: 0.5 }))
const free = (list: unknown[]) => [{ type: 'free', points: list }]

const refused = (tried: string, ...records: BoardRecord[]): Killer => ({
  tried,
  write: (peer) => peer.put(...records),
  meets: 'refused',
})
const mended = (tried: string, write: Killer['write']): Killer => ({ tried, write, meets: 'mended' })

const refusedKillers: readonly Killer[] = [
  refused('rich text whose content is [42, null]', make.note('k1', '', { richText: broken([42, null]) })),
  refused('rich text nested 300 deep', make.note('k2', '', { richText: deepText(300) })),
  refused('a node that no editor has', make.note('k3', '', { richText: broken([{ type: 'script' }]) })),
  refused('a stroke without points', make.stroke('k4', free([]))),
  refused('a stroke without segments', make.stroke('k5', [])),
  refused('a stroke of 25,000 points', make.stroke('k6', free(points(25_000, 1)))),
  refused('points at 1e308', make.stroke('k7', free(points(2, 1e308)))),
  refused('a line with one point', make.line('k8', { a1: { id: 'a1', index: 'a1', x: 0, y: 0 } })),
  refused('x = 1e308', make.note('k9', '', {}, { x: 1e308 })),
  refused('an index of 10,000 characters', make.note('k10', '', {}, { index: `a1${'V'.repeat(10_000)}` })),
  refused('an index that is none', make.note('k11', '', {}, { index: '!' })),
  refused('its own parent', make.frameShape('k12', { parentId: 'shape:k12' })),
  refused('a scale of 0', make.note('k13', '', { scale: 0 })),
  refused('an unknown type of shape', { ...make.note('k14', ''), type: 'hologram' }),
  refused('a record of the session', { ...make.note('k15', ''), typeName: 'instance' }),
  refused('a text of 900,000 letters', make.note('k16', 'a'.repeat(900_000))),
  refused('an embedded page', make.embed('k17', 'https://elsewhere.example')),
  refused('a link to a script behind a note', make.note('k18', '', { url: 'javascript:alert(1)' })),
  refused(
    'a link to a script in a text',
    make.note('k19', '', { richText: linked('java\nscript:alert(1)') }),
  ),
  refused('a link to a telephone', make.note('k20', '', { richText: linked('tel:112') })),
  refused('a picture from elsewhere', make.pictureAsset('k21', 'https://elsewhere.example/a.png')),
  refused('the same, past a line end', make.pictureAsset('k22', '/\n/elsewhere.example/a.png')),
  refused('a picture in the record itself', make.pictureAsset('k23', 'data:image/svg+xml,<svg/>')),
  refused('20,000 letters in meta', make.note('k24', '', {}, { meta: { a: 'a'.repeat(20_000) } })),
  refused('a cloud as large as a country', make.geo('k25', { geo: 'cloud', w: 9_999_999, h: 9_999_999 })),
]

function deepText(depth: number): unknown {
  let node: unknown = { type: 'paragraph' }
  for (let at = 0; at < depth; at++)
    node = { type: 'bulletList', content: [{ type: 'listItem', content: [node] }] }
  return broken([node])
}

const mendedKillers: readonly Killer[] = [
  mended('two frames, each the other’s parent', (peer) => {
    peer.put(make.frameShape('m1'), make.frameShape('m2', { parentId: 'shape:m1', index: 'a2' }))
    peer.entry('shape:m1').set('at', [0, 0, 'shape:m2'])
  }),
  mended('the last page is deleted', (peer) => peer.records.delete('page:page')),
  mended('the document’s own record is deleted', (peer) => peer.records.delete('document:document')),
  mended('arrows tied to nothing', (peer) =>
    peer.put(
      make.arrow('m3'),
      make.bind('m3', 'm3', 'nothing', 'start'),
      make.bind('m4', 'gone', 'm3', 'end'),
    ),
  ),
  mended('two ties for one end of an arrow', (peer) =>
    peer.put(
      make.geo('m5'),
      make.geo('m6', {}, { x: 300, index: 'a2' }),
      make.arrow('m7', {}, { index: 'a3' }),
      make.bind('m5', 'm7', 'm5', 'start'),
      make.bind('m6', 'm7', 'm6', 'start'),
    ),
  ),
  mended('two arrows, each tied to the other', (peer) =>
    peer.put(
      make.arrow('m8', {}, { index: 'a4' }),
      make.arrow('m9', {}, { index: 'a5' }),
      make.bind('m8', 'm8', 'm9', 'end'),
      make.bind('m9', 'm9', 'm8', 'end'),
    ),
  ),
  mended('an arrow tied to the frame it is in, and to itself', (peer) =>
    peer.put(
      make.frameShape('m10', { index: 'a6' }),
      make.arrow('m11', { kind: 'elbow' }, { parentId: 'shape:m10' }),
      make.bind('m10', 'm11', 'm10', 'start'),
      make.bind('m11', 'm11', 'm11', 'end'),
    ),
  ),
  mended('500 shapes that fell through 15,000 graves', (peer) => {
    const graves = peer.doc.getMap('grave')
    peer.doc.transact(() => {
      for (let at = 0; at < 15_000; at++) graves.set(`shape:dead${at}`, [`shape:dead${at + 1}`, 1, 0, 0])
    })
    const lost = { parentId: 'shape:dead0', index: 'aF' }
    peer.put(...Array.from({ length: 500 }, (_, at) => make.note(`fell${at}`, 'fell', {}, lost)))
  }),
  mended('a child of a shape that there is not', (peer) =>
    peer.put(make.note('m12', 'orphan', {}, { parentId: 'shape:none', index: 'a7' })),
  ),
  mended('3,000 frames, one in the other', (peer) => peer.put(...nested('frame', 3_000))),
  mended('1,000 groups, one in the other', (peer) => peer.put(...nested('group', 1_000))),
  mended('shapes in a note, in a line and in an arrow', (peer) =>
    peer.put(
      make.note('m13', 'a parent', {}, { index: 'a8' }),
      make.geo('m14', {}, { parentId: 'shape:m13' }),
      make.arrow('m15', {}, { parentId: 'shape:m14' }),
      make.note('m16', 'a child', {}, { parentId: 'shape:m15' }),
    ),
  ),
  mended('siblings that all have one index', (peer) =>
    peer.put(
      ...Array.from({ length: 200 }, (_, at) => make.note(`same${at}`, '', {}, { y: 9_000, index: 'a9' })),
    ),
  ),
  mended('50 pages', (peer) => peer.put(...Array.from({ length: 50 }, (_, at) => page(`p${at}`, 'a2')))),
  mended('shapes as large and as far out as may be', (peer) =>
    peer.put(
      make.geo('m17', { w: 9_999_999, h: 9_999_999, dash: 'dotted' }, { x: -9_999_999, index: 'aA' }),
      make.geo('m18', { geo: 'star', w: 9_999_999, h: 1 }, { x: 9_999_999, y: 9_999_999, index: 'aB' }),
      make.arrow('m19', { bend: 9_999_999, end: { x: 1e-9, y: 0 } }, { index: 'aC' }),
      make.note('m20', 'huge', { scale: 1_000, growY: 9_999_999 }, { index: 'aD' }),
    ),
  ),
  mended('a picture that there is not', (peer) =>
    peer.put(
      make.pictureAsset('m21', '/api/v1/boards/none/assets/none.png'),
      make.picture('m21', 'asset:m21'),
    ),
  ),
  mended('10,000 changes of one record in one edit', (peer) =>
    peer.doc.transact(() => {
      peer.put(make.note('m22', 'busy', {}, { y: 7_000 }))
      for (let at = 0; at < 10_000; at++) peer.entry('shape:m22').set('at', [at, 7_000, 'page:page'])
    }),
  ),
  mended('presence of every wrong kind', (peer) => {
    const states = [
      '[]',
      '{"n":5}',
      '{"n":"a","r":"f","p":["a"],"v":[1e400,0,0,0],"l":[{}],"c":-1e99,"g":{}}',
    ]
    for (const [at, state] of states.entries())
      peer.wire.send(presenceFrame([[peer.doc.clientID, at + 1, state]]))
  }),
]

function nested(kind: 'frame' | 'group', depth: number) {
  const one = kind === 'frame' ? make.frameShape : make.group
  const parent = (at: number) => (at === 0 ? 'page:page' : `shape:${kind}${at - 1}`)
  const chain = Array.from({ length: depth }, (_, at) =>
    one(`${kind}${at}`, { parentId: parent(at), index: 'aE' }),
  )
  return [...chain, make.note(`${kind}-end`, 'deep down', {}, { parentId: parent(depth) })]
}

/** All of them; those that may stand come last. */
export const killers: readonly Killer[] = [...refusedKillers, ...mendedKillers]

/** Writes it over a seat of its own, and says what the server made of it. */
export async function meet(stage: Stage, killer: Killer): Promise<Outcome> {
  const peer = await stage.peer()
  const heard = new Set<number>()
  peer.wire.onFrame((bytes) => {
    if (bytes[0] === 101) heard.add(bytes[1] ?? 0)
  })
  killer.write(peer)
  // Answered once all that came before it was taken.
  peer.wire.send(frame(100, 7))
  await until('answered', () => heard.has(7) || peer.wire.ended !== null)
  const { ended } = peer.wire
  peer.end()
  if (killer.meets === 'mended') return mendedBy(stage, ended === null)
  const held = ended !== null && [4400, 4413].includes(ended.code)
  return { happened: ended ? `${ended.code} ${ended.reason}` : 'let pass', held }
}

/** What stands on the board now is read by the server in time; how a page fares, the other journey shows. */
async function mendedBy(stage: Stage, taken: boolean): Promise<Outcome> {
  const began = performance.now()
  const outline = await stage.call('GET', `/boards/${stage.boardId}/outline`, { token: stage.participant })
  await outline.arrayBuffer()
  const took = Math.round(performance.now() - began)
  return {
    happened: `${taken ? 'let pass' : 'refused'}, the board is read in ${took} ms`,
    held: outline.ok && taken && took < 5_000,
  }
}

/** Each as a line of the table. */
export const recordAttacks: readonly Attack[] = killers.map((killer) => ({
  line: 'records',
  tried: killer.tried,
  run: (stage) => meet(stage, killer),
}))
