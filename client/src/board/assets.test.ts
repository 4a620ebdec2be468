import type { TLAsset } from 'tldraw'
import { expect, it } from 'vitest'
import { AssetRefused, cleanAsset, ownAddress, prepareImage } from './assets.ts'

const image = (src: string | null): TLAsset =>
  ({
    id: 'asset:1',
    typeName: 'asset',
    type: 'image',
    props: { name: 'a.png', src, w: 1, h: 1, fileSize: 1, mimeType: 'image/png', isAnimated: false },
    meta: {},
  }) as TLAsset

it('shows only pictures of our own server', () => {
  expect(ownAddress('/api/v1/boards/b/assets/x.png')).toBe('/api/v1/boards/b/assets/x.png')
  for (const src of [
    'https://elsewhere.example/x.png',
    '//elsewhere.example/x.png',
    'data:image/png;base64,AA==',
    '',
    null,
  ]) {
    expect(ownAddress(src)).toBeNull()
  }
})

it('lets no file content and no foreign address into the document', () => {
  expect(cleanAsset(image('data:image/svg+xml,<svg/>')).props.src).toBeNull()
  expect(cleanAsset(image('https://elsewhere.example/x.png')).props.src).toBeNull()
  const own = image('/api/v1/boards/b/assets/x.png')
  expect(cleanAsset(own)).toBe(own)
})

it('takes the pictures of elsewhere off a bookmark', () => {
  const bookmark = {
    id: 'asset:2',
    typeName: 'asset',
    type: 'bookmark',
    props: {
      src: 'https://a.example',
      title: 'A',
      description: '',
      image: 'https://a.example/i.png',
      favicon: 'https://a.example/f.ico',
    },
    meta: {},
  } as TLAsset
  expect(cleanAsset(bookmark).props).toMatchObject({
    src: 'https://a.example',
    title: 'A',
    image: '',
    favicon: '',
  })
})

it('refuses other kinds of file and what is too large', async () => {
  const kind = (file: File) =>
    prepareImage(file).then(
      () => 'taken',
      (error: unknown) => (error instanceof AssetRefused ? error.problem : error),
    )
  expect(await kind(new File(['hello'], 'a.txt', { type: 'text/plain' }))).toBe('type')
  expect(await kind(new File(['<html>'], 'a.html', { type: 'text/html' }))).toBe('type')
  expect(await kind(new File([new Uint8Array(11 << 20)], 'a.gif', { type: 'image/gif' }))).toBe('too-large')
  expect(await kind(new File([new Uint8Array(100)], 'a.gif', { type: 'image/gif' }))).toBe('taken')
})
