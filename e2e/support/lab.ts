import { crc32, deflateSync } from 'node:zlib'
import type { LabServer } from './server.ts'

/** A board made by the API, and the code of an open invite to it. */
export async function newBoard(
  lab: LabServer,
  template: string,
  {
    role = 'participant',
    locale = 'en',
    title = `A ${template} board`,
    challengeId = null as string | null,
  } = {},
): Promise<{ id: string; code: string }> {
  const { id } = await lab.api<{ id: string }>('POST', '/boards', { title, template, locale, challengeId })
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, { role })
  return { id, code }
}

/** A number as Yjs writes it. */
const varUint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))]

/** So many visitors, who left nothing but their ids, that the board begins a new epoch when it is opened next. */
export async function crowd(lab: LabServer, boardId: string): Promise<void> {
  const visitors = Array.from({ length: 1_001 }, (_, visitor) => [1, ...varUint(1_000 + visitor), 0, 0, 1])
  const response = await fetch(`${lab.url}/api/v1/boards/${boardId}/document`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${lab.key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array([...varUint(visitors.length), ...visitors.flat(), 0]),
  })
  if (response.status !== 204) throw new Error(`the document was refused: ${response.status}`)
}

/** A grey PNG of this size, from nothing. */
export function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.concat(
    Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 128)])),
  )
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A bundle of which one byte of the document is another. */
export function withoutTruth(bundle: Buffer): Buffer {
  const bytes = Buffer.from(bundle)
  const name = Buffer.from('board.yjs')
  const at = bytes.indexOf(name) + name.length + 200
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
