import { connect, type Socket } from 'node:net'
import { note } from './records.ts'
import type { Attack, Outcome, Stage } from './stage.ts'
import { Peer, until, type Wire } from './wire.ts'

const megabyte = 1 << 20
/** What a hostile network says of itself; the stage's server trusts one proxy. */
const network = { 'x-forwarded-for': '203.0.113.7' }

/** A hall full of people behind one address: 20 guests with 30 tabs each. */
async function fillNetwork(stage: Stage): Promise<Outcome> {
  const guests = await Promise.all(Array.from({ length: 20 }, () => stage.guest()))
  const wires = guests.flatMap((token) =>
    Array.from({ length: 30 }, () => stage.wire(stage.door(token), network)),
  )
  await until('600 sockets', () => wires.every((wire) => wire.heard > 0 || wire.ended !== null), 40_000)
  const open = wires.filter((wire) => wire.ended === null).length
  const more = await stage.wire(stage.door(guests[0]), network).ending()
  const elsewhere = await stage.wire(stage.door(), { 'x-forwarded-for': '198.51.100.1' }).letIn()
  const others = elsewhere.ended === null
  for (const wire of [...wires, elsewhere]) wire.end()
  return {
    happened: `${open} came in, then HTTP ${more.code}; other networks ${others ? 'come in' : 'are shut out'}`,
    held: open === 600 && more.code === 429 && others,
  }
}

/** One person’s tabs: the oldest make way, and others still get in. */
async function fillRoom(stage: Stage): Promise<Outcome> {
  const token = await stage.guest()
  const wires: Wire[] = []
  for (let at = 0; at < 45; at++) wires.push(await stage.wire(stage.door(token)).letIn())
  await until('the oldest are out', () => wires.filter((wire) => wire.ended !== null).length >= 15)
  const codes = wires.flatMap((wire) => (wire.ended ? [wire.ended.code] : []))
  for (const wire of wires) wire.end()
  return {
    happened: `the ${codes.length} oldest of 45: ${[...new Set(codes)].join(', ')}`,
    held: codes.length === 15 && codes.every((code) => code === 4503),
  }
}

/** Begins many upgrades and never ends them; they are looked at again when everything else is done. */
export async function halfOpen(stage: Stage): Promise<() => Promise<Outcome>> {
  const { hostname, port } = new URL(stage.lab.url)
  const request = `GET /sync/${stage.boardId} HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
  const began = performance.now()
  const sockets = Array.from({ length: 300 }, (_, at) => {
    const socket: Socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    socket.write(request.slice(0, [3, 60, request.length][at % 3]))
    return socket.resume()
  })
  let last = 0
  for (const socket of sockets) {
    socket.on('close', () => {
      last = performance.now() - began
    })
  }
  return async () => {
    await until('cut off', () => sockets.every(({ closed }) => closed), 30_000)
    return { happened: `all cut off within ${Math.round(last / 1_000)} s`, held: last < 25_000 }
  }
}

/** People who never read, while somebody writes much: what waits for them must not cost the server its memory. */
export async function slowReaders(stage: Stage, honestPeople: number): Promise<() => Promise<Outcome>> {
  const token = await stage.guest()
  const readers = Array.from({ length: 20 }, () => new Peer(stage.door(token)))
  await Promise.all(readers.map((reader) => reader.ready()))
  const before = await stage.metric('process_resident_memory_bytes')
  for (const { wire } of readers) wire.socket.pause()
  const writer = await stage.peer(stage.door(await stage.guest()))
  await writeMuch(writer)
  const grown = Math.round(((await stage.metric('process_resident_memory_bytes')) - before) / megabyte)
  return async () => {
    // Only they and the honest are left to be counted.
    stage.close()
    await until('sent away', async () => (await stage.metric('sheshi_sessions')) <= honestPeople, 90_000)
    for (const reader of readers) reader.end()
    return { happened: `+${grown} MB while they were there; all sent away`, held: grown < 150 }
  }
}

/** The same long note again and again: much to send, little to keep. */
async function writeMuch(writer: Peer): Promise<void> {
  writer.put(note('busy', '', {}, { y: 5_000 }))
  for (let at = 0; at < 150; at++) {
    writer.entry('shape:busy').set('#busy', `${at} ${'a'.repeat(9_000)}`)
    await until('sent', () => writer.wire.socket.bufferedAmount === 0)
  }
}

export const crowdAttacks: readonly Attack[] = [
  { line: 'sockets', tried: '601 sockets from one address', run: fillNetwork },
  { line: 'sockets', tried: '45 sockets of one person on one board', run: fillRoom },
]
