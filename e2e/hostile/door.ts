import * as Y from 'yjs'
import { note } from './records.ts'
import { type Attack, answers, endsWith, type Outcome, type Stage } from './stage.ts'
import { frame, presenceFrame, until, updateFrame } from './wire.ts'

const evil = { origin: 'https://elsewhere.example' }
const json = { 'content-type': 'application/json' }

/** Origin, room id, who somebody is, and what a role may do. */
export const doorAttacks: readonly Attack[] = [
  {
    line: 'origin',
    tried: 'a page of another site opens a socket with somebody’s cookie',
    run: async (stage) => endsWith(stage.wire(stage.door(null), { ...evil, cookie: stage.cookie }), 403),
  },
  {
    line: 'origin',
    tried: 'a page of another site makes a board with somebody’s cookie',
    run: async (stage) =>
      answers(
        await stage.call('POST', '/boards', {
          headers: { ...evil, ...json, cookie: stage.cookie },
          body: '{}',
        }),
        403,
      ),
  },
  {
    line: 'room id',
    tried: 'ids with dots, slashes, 65 letters, %00',
    async run(stage) {
      const ids = ['..%2F..%2Fetc', 'a/b', 'a'.repeat(65), '%00', '']
      const ends = await Promise.all(ids.map((id) => stage.wire(stage.door(stage.lab.key, id)).ending()))
      const codes = ends.map(({ code }) => code)
      return { happened: `HTTP ${[...new Set(codes)].join(', ')}`, held: codes.every((code) => code === 404) }
    },
  },
  {
    line: 'authorisation',
    tried: 'no token',
    run: (stage) => endsWith(stage.wire(stage.door(null)), 4401),
  },
  {
    line: 'authorisation',
    tried: 'a made-up token, and frames sent before anybody asked',
    run(stage) {
      const wire = stage.wire(stage.door('made-up-token-of-some-length'))
      wire.socket.on('open', () =>
        wire.send(updateFrame(new Uint8Array(60_000)), updateFrame(new Uint8Array(60_000))),
      )
      return endsWith(wire, 4401, 4529)
    },
  },
  {
    line: 'authorisation',
    tried: 'a seat on one board, used for another',
    run: (stage) => endsWith(stage.wire(stage.door(stage.participant, stage.otherId)), 4403),
  },
  {
    line: 'authorisation',
    tried: 'reading another board over HTTP: document, outline, pictures, exports',
    async run(stage) {
      const paths = ['document', 'outline', 'state', 'versions', 'invites', ''].map((part) =>
        `/boards/${stage.otherId}/${part}`.replace(/\/$/, ''),
      )
      const found = await Promise.all(
        paths.map((path) => stage.call('GET', path, { token: stage.participant })),
      )
      const statuses = found.map(({ status }) => status)
      return {
        happened: `HTTP ${[...new Set(statuses)].join(', ')}`,
        held: statuses.every((status) => status === 403 || status === 405),
      }
    },
  },
  {
    line: 'authorisation',
    tried: 'an invite is withdrawn while its socket is open',
    async run(stage) {
      const { code } = await stage.lab.api<{ code: string }>('POST', `/boards/${stage.boardId}/invites`, {
        role: 'participant',
      })
      const joined = await stage.call('POST', '/join', {
        headers: json,
        body: JSON.stringify({ code, name: 'Eve' }),
      })
      const { token } = (await joined.json()) as { token: string }
      const wire = await stage.wire(stage.door(token)).letIn()
      await stage.lab.api('DELETE', `/boards/${stage.boardId}/invites/${code}`)
      return endsWith(wire, 4430)
    },
  },
  {
    line: 'read-only',
    tried: 'a viewer sends an edit',
    async run(stage) {
      const peer = await stage.peer(stage.door(stage.viewer))
      peer.put(note('graffiti', 'graffiti'))
      return endsWith(peer.wire, 4403)
    },
  },
  {
    line: 'read-only',
    tried: 'a viewer brings an edit in the answer of the handshake',
    run: (stage) => bringInHandshake(stage),
  },
  {
    line: 'read-only',
    tried: 'a viewer writes over HTTP: note, picture, export, document',
    async run(stage) {
      const ask = (method: string, part: string) =>
        stage.call(method, `/boards/${stage.boardId}/${part}`, {
          token: stage.viewer,
          headers: json,
          body: '{}',
        })
      const answered = await Promise.all([
        ask('POST', 'notes'),
        ask('POST', 'assets'),
        ask('POST', 'exports'),
        ask('PUT', 'document'),
      ])
      const statuses = answered.map(({ status }) => status)
      return {
        happened: `HTTP ${[...new Set(statuses)].join(', ')}`,
        held: statuses.every((status) => status === 403),
      }
    },
  },
  {
    line: 'awareness',
    tried: 'presence under an honest person’s id',
    async run(stage) {
      const ada = await stage.peer(stage.door(await stage.guest()))
      ada.wire.send(presenceFrame([[ada.doc.clientID, 1, '{"n":"Ada"}']]))
      const eve = await stage.peer()
      const heard: string[] = []
      const watcher = await stage.peer(stage.door(stage.viewer))
      watcher.wire.onFrame((bytes) => {
        if (bytes[0] === 1) heard.push(Buffer.from(bytes).toString('latin1'))
      })
      eve.wire.send(presenceFrame([[ada.doc.clientID, 9, '{"n":"Mallory"}']]))
      eve.wire.send(presenceFrame([[eve.doc.clientID, 1, '{"n":"Eve-was-here"}']]))
      await until('presence arrives', () => heard.some((text) => text.includes('Eve-was-here')))
      const forged = heard.some((text) => text.includes('Mallory'))
      return { happened: forged ? 'everybody saw it' : 'left out, nobody saw it', held: !forged }
    },
  },
  {
    line: 'awareness',
    tried: '5,000 people who are not there',
    async run(stage) {
      const wire = await stage.wire().letIn()
      wire.send(presenceFrame(Array.from({ length: 5_000 }, (_, at) => [10_000 + at, 1, '{"n":"Ghost"}'])))
      return endsWith(wire, 4400)
    },
  },
  {
    line: 'awareness',
    tried: 'a state of 0.9 MB',
    async run(stage) {
      const wire = await stage.wire().letIn()
      wire.send(presenceFrame([[7, 1, JSON.stringify({ n: 'a'.repeat(900_000) })]]))
      return endsWith(wire, 4413)
    },
  },
  {
    line: 'awareness',
    tried: 'states that are no JSON',
    async run(stage) {
      const wire = await stage.wire().letIn()
      wire.send(presenceFrame([[7, 1, '{"n":']]))
      return endsWith(wire, 4400)
    },
  },
]

async function bringInHandshake(stage: Stage): Promise<Outcome> {
  const wire = await stage.wire(stage.door(stage.viewer)).letIn()
  const forged = new Y.Doc()
  forged.getMap('records').set('shape:handshake', new Y.Map([['$', note('handshake', 'graffiti')]]))
  const heard = wire.heard
  // The number after it is answered, so what came before was looked at.
  wire.send(frame(0, 1, Y.encodeStateAsUpdate(forged)), frame(100, 1))
  await until('answered', () => wire.heard > heard || wire.ended !== null)
  const watcher = await stage.peer()
  const kept = watcher.records.has('shape:handshake')
  return { happened: kept ? 'on the board' : 'dropped silently', held: !kept && wire.ended === null }
}
