import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sha256 } from './files.ts'
import { verifyBundle } from './verifyBundle.ts'

interface Packed {
  path: string
  data: Uint8Array
  /** What the directory says its size is. */
  says?: number
}

/** A ZIP as somebody could write it by hand. */
function zipOf(files: Packed[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { path, data, says = data.length } of files) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(data)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(says, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(local, name, packed)
    directory.push(entry, name)
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]))
}

const words = Buffer.from('Ujë i pastër')
const manifest = (paths: string[]): Packed => {
  const files = paths.map((path) => ({
    path,
    type: 'text/plain',
    sha256: sha256(words),
    bytes: words.length,
  }))
  return {
    path: 'manifest.json',
    data: Buffer.from(JSON.stringify({ format: 'sheshi-export/1', id: 'e', files })),
  }
}
const verify = (files: Packed[]) => verifyBundle({ what: 'verify', bytes: zipOf(files) })

describe('a bundle', () => {
  it('is right where every file is as its manifest says', async () => {
    const answer = await verify([
      manifest(['a', 'b']),
      { path: 'a', data: words },
      { path: 'b', data: words },
    ])
    expect(answer).toMatchObject({ finding: { right: true, manifest: { exportId: 'e' } } })
  })

  it('names the file with a changed byte, the missing and the added one', async () => {
    const changed = Buffer.from(words)
    changed[3] = (changed[3] ?? 0) ^ 1
    const answer = await verify([
      manifest(['a', 'b', 'c']),
      { path: 'a', data: changed },
      { path: 'c', data: words },
      { path: 'd', data: words },
    ])
    expect(answer).toMatchObject({
      finding: {
        right: false,
        files: [
          { path: 'a', state: 'changed' },
          { path: 'b', state: 'missing' },
          { path: 'c', state: 'right' },
          { path: 'd', state: 'extra' },
        ],
      },
    })
  })

  it('with any byte of its content flipped is not right, or has a manifest that nobody made', async () => {
    const good = zipOf([manifest(['a']), { path: 'a', data: words }])
    const made = sha256(manifest(['a']).data)
    const first = deflateRawSync(manifest(['a']).data).length
    const second = deflateRawSync(words).length
    const start = 30 + 'manifest.json'.length
    const next = start + first + 30 + 'a'.length
    // The last byte of each ends in bits that say nothing.
    const content = [...Array(first - 1).keys()].map((at) => start + at)
    content.push(...[...Array(second - 1).keys()].map((at) => next + at))
    for (const at of content) {
      const bytes = new Uint8Array(good)
      bytes[at] = (bytes[at] ?? 0) ^ 0x10
      const answer = await verifyBundle({ what: 'verify', bytes })
      const passes = 'finding' in answer && answer.finding.right && answer.finding.manifest.sha256 === made
      expect(passes, `byte ${at}`).toBe(false)
    }
  })

  it.each([
    ['a name that leads out', 'broken', () => zipOf([manifest([]), { path: '../a', data: words }])],
    ['an absolute name', 'broken', () => zipOf([manifest([]), { path: '/etc/passwd', data: words }])],
    ['backslashes', 'broken', () => zipOf([manifest([]), { path: '..\\a', data: words }])],
    [
      'the same name twice',
      'broken',
      () => zipOf([manifest([]), { path: 'a', data: words }, { path: 'a', data: words }]),
    ],
    ['no manifest', 'broken', () => zipOf([{ path: 'a', data: words }])],
    ['a bomb', 'too-large', () => zipOf([manifest([]), { path: 'a', data: Buffer.alloc(30 << 20) }])],
    [
      'a size that is said to be huge',
      'too-large',
      () => zipOf([manifest([]), { path: 'a', data: words, says: 4e9 }]),
    ],
    ['no ZIP at all', 'broken', () => new Uint8Array([80, 75, 3, 4])],
    ['nothing', 'broken', () => new Uint8Array()],
    ['a cut-off end', 'broken', () => zipOf([manifest(['a']), { path: 'a', data: words }]).slice(0, -30)],
    [
      'a directory that points behind the end',
      'broken',
      () => {
        const zip = zipOf([manifest([])])
        zip[zip.length - 6] = 255
        zip[zip.length - 5] = 255
        return zip
      },
    ],
  ])('with %s is refused', async (_name, refused, make) => {
    expect(await verifyBundle({ what: 'verify', bytes: make() })).toMatchObject({ refused })
  })

  it('that lies about the size of a bomb is unpacked no further than it says', async () => {
    const answer = await verify([
      manifest(['a']),
      { path: 'a', data: Buffer.alloc(30 << 20), says: words.length },
    ])
    expect(answer).toMatchObject({ finding: { right: false, files: [{ path: 'a', state: 'unreadable' }] } })
  })
})
