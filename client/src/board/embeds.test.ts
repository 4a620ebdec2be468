import { expect, it } from 'vitest'
import { embedFor } from './embeds.ts'

const hosts = ['player.vimeo.com', 'www.openstreetmap.org', 'www.youtube.com']
const urlOf = (pasted: string, listed = hosts) => embedFor(pasted, listed)?.url ?? null

it.each([
  ['https://vimeo.com/76979871', 'https://player.vimeo.com/video/76979871?title=0&byline=0'],
  ['https://player.vimeo.com/video/76979871', 'https://player.vimeo.com/video/76979871'],
  ['https://youtu.be/aqz-KE-bpKQ?t=5', 'https://www.youtube.com/embed/aqz-KE-bpKQ?start=5'],
  ['https://www.youtube.com/embed/aqz-KE-bpKQ', 'https://www.youtube.com/embed/aqz-KE-bpKQ'],
  [
    'https://WWW.openstreetmap.org:443/export/embed.html?bbox=1,2',
    'https://www.openstreetmap.org/export/embed.html?bbox=1,2',
  ],
])('%s becomes a page where its frame’s host is listed, and not without', (pasted, url) => {
  expect(urlOf(pasted)).toBe(url)
  expect(urlOf(pasted, [])).toBeNull()
  expect(urlOf(pasted, ['city.example'])).toBeNull()
})

it('asks for the host of the frame, not of the address that was pasted', () => {
  expect(urlOf('https://vimeo.com/76979871', ['vimeo.com'])).toBeNull()
  expect(urlOf('https://youtu.be/aqz-KE-bpKQ', ['youtu.be'])).toBeNull()
})

it('takes the size of a site that is known', () => {
  expect(embedFor('https://vimeo.com/76979871', hosts)?.size).toEqual({ width: 640, height: 360 })
  expect(embedFor('https://www.openstreetmap.org/', hosts)?.size).toEqual({ width: 720, height: 500 })
})

it.each([
  'https://figma.com/file/abcdefghijklmnopqrstuvwxyz/Plan',
  'https://www.google.com/maps/@41.1,16.8,12z',
  'https://vimeo.com.evil.example/1',
  'https://evil.example/?u=https://player.vimeo.com/',
  'http://player.vimeo.com/video/1',
  'https://ana:word@player.vimeo.com/video/1',
  'https://player.vimeo.com:8443/video/1',
  'javascript:alert(1)',
  'mailto:ana@player.vimeo.com',
  'player.vimeo.com',
])('%s stays a link', (pasted) => expect(urlOf(pasted)).toBeNull())
