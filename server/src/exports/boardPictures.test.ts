import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Assets, addressOf } from '../assets.ts'
import { jpeg, photo, pngOf } from '../testing/images.ts'
import { picturesOn } from './boardPictures.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pictures-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const place = { x: 0, y: 0, w: 9, h: 9 }
const kept = async (bytes: Buffer): Promise<string> => {
  const named = await new Assets(dataDir).keep('b', bytes)
  if (typeof named === 'string') throw new Error(`the picture is refused: ${named}`)
  return named.name
}

it('takes the pictures that lie on a board, with name, kind and hash', async () => {
  const [red, grey] = [await kept(jpeg), await kept(pngOf())]
  const { kept: found, leftOut } = await picturesOn(
    [...photo('a', addressOf('b', red), place), ...photo('b', addressOf('b', grey), place)],
    dataDir,
  )
  expect(leftOut).toEqual([])
  expect([...found.keys()]).toEqual([addressOf('b', red), addressOf('b', grey)])
  expect([...found.values()]).toMatchObject([
    { path: `pictures/${red}`, type: 'image/jpeg', sha256: red.slice(0, 64), bytes: jpeg.length },
    { path: `pictures/${grey}`, type: 'image/png' },
  ])
})

it('leaves out what nothing on the board shows, and what is not ours', async () => {
  const [asset] = photo('a', addressOf('b', await kept(jpeg)), place)
  const outside = photo('c', 'https://elsewhere.example/x.png', place)
  const upwards = photo('d', '/api/v1/boards/../assets/../../records/boards.json', place)
  const found = await picturesOn([...(asset ? [asset] : []), ...outside, ...upwards], dataDir)
  expect(found).toEqual({ kept: new Map(), leftOut: [] })
})

it('says which are missing, damaged or too much', async () => {
  const [small, large] = [await kept(pngOf()), await kept(jpeg)]
  const damaged = await kept(pngOf({ width: 7 }))
  await writeFile(join(dataDir, 'assets', 'b', damaged), 'other')
  const gone = `${'0'.repeat(64)}.png`
  const names = [small, large, damaged, gone]
  const records = names.flatMap((name, at) => photo(`p${at}`, addressOf('b', name), place))
  const found = await picturesOn(records, dataDir, jpeg.length)
  expect([...found.kept.values()].map(({ path }) => path)).toEqual([`pictures/${small}`])
  expect(found.leftOut).toEqual([
    { picture: large, why: 'too-much' },
    { picture: damaged, why: 'damaged' },
    { picture: gone, why: 'missing' },
  ])
})
