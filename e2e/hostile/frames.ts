import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { note } from './records.ts'
import { type Attack, endsWith, type Outcome, type Stage } from './stage.ts'
import { frame, stateFrame, until, updateFrame } from './wire.ts'

/** Sends one frame over a new seat, and says how that ended. */
const sends =
  (bytes: Uint8Array, ...codes: number[]) =>
  async (stage: Stage) => {
    const wire = await stage.wire().letIn()
    wire.send(bytes)
    return endsWith(wire, ...codes)
  }

/** The same for several frames, each over a seat of its own. */
const eachOf =
  (all: readonly Uint8Array[], codes: readonly number[]) =>
  async (stage: Stage): Promise<Outcome> => {
    const ends: number[] = []
    for (const bytes of all) {
      const wire = await stage.wire().letIn()
      wire.send(bytes)
      ends.push((await wire.ending()).code)
    }
    return {
      happened: `${[...new Set(ends)].join(', ')} (${all.length}×)`,
      held: ends.every((code) => codes.includes(code)),
    }
  }

/** An honest update of one note. */
function goodUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('records').set('shape:mutant', new Y.Map([['$', note('mutant', 'a mutant')]]))
  return Y.encodeStateAsUpdate(doc)
}

/** An update in which so many authors have written one record each. */
function crowdedUpdate(count: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getMap('records').set('shape:x', 1)
  const struct = Y.encodeStateAsUpdate(doc).subarray(4, -1)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, count)
  for (let author = count; author > 0; author--) {
    for (const number of [1, author, 0]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8Array(encoder, struct)
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** A value that is an array in an array, and so on: whoever reads it by recursion runs out of stack. */
function nestedUpdate(depth: number): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('records').set('shape:deep', 'MARK')
  const update = Buffer.from(Y.encodeStateAsUpdate(doc))
  const at = update.indexOf('MARK') - 2
  return Buffer.concat([
    update.subarray(0, at),
    Buffer.alloc(depth * 2, Uint8Array.from([117, 1])),
    Uint8Array.from([126]),
    update.subarray(at + 6),
  ])
}

/** Size, rate and kind of frames, and bytes that are no update. */
export const frameAttacks: readonly Attack[] = [
  {
    line: 'frame size',
    tried: 'a frame of 1 MB and a byte',
    run: sends(updateFrame(new Uint8Array((1 << 20) + 1)), 1009, 1006),
  },
  {
    line: 'frame size',
    tried: 'a frame of 90 MB',
    run: sends(updateFrame(new Uint8Array(90 << 20)), 1009, 1006),
  },
  {
    line: 'rate',
    tried: '2,000 frames as fast as it can',
    async run(stage) {
      const wire = await stage.wire().letIn()
      for (let sent = 0; sent < 2_000; sent++) wire.send(frame(100, sent))
      return endsWith(wire, 4529)
    },
  },
  {
    line: 'rate',
    tried: 'asking for the whole board 50 times',
    async run(stage) {
      const wire = await stage.wire().letIn()
      const nothing = Y.encodeStateVector(new Y.Doc())
      for (let asked = 0; asked < 50; asked++) wire.send(stateFrame(nothing))
      return endsWith(wire, 4529)
    },
  },
  {
    line: 'message type',
    tried: 'types that there are not, and those that only servers send',
    run: eachOf(
      [frame(42), frame(101, 1), frame(102, 1), frame(103, 0), frame(0, 7), new Uint8Array()],
      [4400],
    ),
  },
  {
    line: 'malformed',
    tried: 'varints that never end, lengths beyond the end (y-websocket’s server dies of these)',
    run: eachOf(
      [
        [0xf2, 0x80, 0, 0, 0, 0],
        [0, 2, 7, 1, 255, 255, 255, 255, 127, 0],
        [0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
        [1, 0xff, 0xff, 0xff, 0x7f],
        [0, 0, 3, 0xff, 0xff, 0xff],
        [104, 5, 1, 1],
      ].map((bytes) => Uint8Array.from(bytes)),
      [4400],
    ),
  },
  {
    line: 'malformed',
    tried: 'an honest update cut off, at each of 20 places',
    run: eachOf(
      Array.from({ length: 20 }, (_, at) => updateFrame(goodUpdate().subarray(0, 3 + at * 7))),
      [4400],
    ),
  },
  {
    line: 'malformed',
    tried: '150 honest updates with a byte changed: refused, or of no harm',
    async run(stage) {
      let refused = 0
      for (let at = 0; at < 150; at++) {
        const bytes = goodUpdate()
        const place = (at * 7) % bytes.length
        bytes[place] = ((bytes[place] ?? 0) + 1 + at * 31) & 255
        const wire = await stage.wire().letIn()
        const { heard } = wire
        wire.send(updateFrame(bytes), frame(100, at))
        await until('answered', () => wire.heard > heard || wire.ended !== null)
        if (wire.ended) refused += 1
        wire.end()
      }
      const health = await fetch(`${stage.lab.url}/healthz`)
      return { happened: `${refused} refused, server well`, held: health.ok && refused > 0 }
    },
  },
  {
    line: 'malformed',
    tried: 'an update of 20,000 authors',
    run: sends(updateFrame(crowdedUpdate(20_000)), 4400, 1009),
  },
  {
    line: 'malformed',
    tried: 'a value nested 400,000 deep',
    run: sends(updateFrame(nestedUpdate(400_000)), 4400),
  },
  {
    line: 'malformed',
    tried: 'updates that hang in the air, 20 MB of them',
    async run(stage) {
      const wire = await stage.wire().letIn()
      const doc = new Y.Doc()
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      const records = doc.getMap('records')
      // What all of it stands on is never sent.
      for (let at = 0; at < 1_050; at++)
        records.set(`shape:hang${at}`, new Y.Map([['$', note(`hang${at}`, 'a'.repeat(19_000))]]))
      for (let at = 1; at < updates.length && !wire.ended; at += 25) {
        wire.send(updateFrame(Y.mergeUpdates(updates.slice(at, at + 25))))
        await settled(wire)
      }
      return endsWith(wire, 4413, 4529)
    },
  },
]

/** What was sent has left this machine, or the socket is over. */
async function settled(wire: { socket: { bufferedAmount: number }; ended: unknown }): Promise<void> {
  await until('sent', () => wire.socket.bufferedAmount === 0 || wire.ended !== null)
}
