import { readFile } from 'node:fs/promises'
import type { TLRecord } from '@sheshi/board'
import { Assets, pictureAt } from '../assets.ts'
import { type KeptFile, sha256 } from './files.ts'

/** As much as the pictures of one bundle may have, so that the whole can be checked and brought in again. */
export const mostPictureBytes = 40 << 20

/** A picture that lies on a board and goes into its bundle. */
export interface BoardPicture extends KeptFile {
  data: Buffer
}

/** The pictures of a board: those at hand by their address, and why others are not in the bundle. */
export interface BoardPictures {
  kept: ReadonlyMap<string, BoardPicture>
  leftOut: { picture: string; why: 'missing' | 'damaged' | 'too-much' }[]
}

/** Where a bundle has a picture, by its name. */
export const pathInBundle = (name: string): string => `pictures/${name}`

/** Reads the pictures that lie on a board. A name is the hash of what is in it, so damage shows. */
export async function picturesOn(
  records: Iterable<TLRecord>,
  dataDir: string,
  most = mostPictureBytes,
): Promise<BoardPictures> {
  const assets = new Assets(dataDir)
  const kept = new Map<string, BoardPicture>()
  const leftOut: BoardPictures['leftOut'] = []
  let bytes = 0
  for (const src of addressesIn(records)) {
    const { board, name } = pictureAt(src) ?? { board: '', name: '' }
    const found = await assets.find(board, name)
    const data = found ? await readFile(found.path) : null
    const sum = data ? sha256(data) : ''
    if (!found || !data) leftOut.push({ picture: name, why: 'missing' })
    else if (!name.startsWith(sum)) leftOut.push({ picture: name, why: 'damaged' })
    else if (bytes + data.length > most) leftOut.push({ picture: name, why: 'too-much' })
    else {
      bytes += data.length
      const file = { path: pathInBundle(name), type: found.type, sha256: sum, bytes: data.length }
      kept.set(src, { ...file, from: found.path, data })
    }
  }
  return { kept, leftOut }
}

/** Of pictures that an image on the board shows: what was taken off it stays out. */
function addressesIn(records: Iterable<TLRecord>): Set<string> {
  const assets = new Map<string, string>()
  const shown: string[] = []
  for (const record of records) {
    if (record.typeName === 'asset' && pictureAt(record.props.src))
      assets.set(record.id, record.props.src ?? '')
    if (record.typeName === 'shape' && record.type === 'image')
      shown.push(String(Object(record.props).assetId))
  }
  return new Set(shown.flatMap((id) => assets.get(id) ?? []))
}
