import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isTooManyPixels, measurePicture } from './pictureSize.ts'
import { bombs, gifOf, jpegOf, pngHead, webpOf } from './testing/pictures.ts'

describe('what a picture unpacks to, by its head', () => {
  it.each([
    ['image/png', pngHead(640, 480), { width: 640, height: 480, frames: 1 }],
    ['image/jpeg', jpegOf(640, 480), { width: 640, height: 480, frames: 1 }],
    ['image/gif', gifOf(640, 480, 3), { width: 640, height: 480, frames: 3 }],
    ['image/webp', webpOf('VP8 ', 640, 480), { width: 640, height: 480, frames: 1 }],
    ['image/webp', webpOf('VP8L', 640, 480), { width: 640, height: 480, frames: 1 }],
    ['image/webp', webpOf('VP8X', 640, 480, 5), { width: 640, height: 480, frames: 5 }],
  ])('%s', (type, bytes, size) => {
    expect(measurePicture(type, bytes)).toEqual(size)
  })

  it('counts the largest frame, whatever the head says', () => {
    const bytes = gifOf(10, 10, 1, { width: 60_000, height: 60_000 })
    expect(measurePicture('image/gif', bytes)).toEqual({ width: 60_000, height: 60_000, frames: 1 })
  })

  it.each(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])('%s cut off at any byte', (type) => {
    const whole = {
      'image/png': pngHead(9, 9),
      'image/jpeg': jpegOf(9, 9),
      'image/gif': gifOf(9, 9, 2),
      'image/webp': webpOf('VP8X', 9, 9, 2),
    }[type]
    for (let length = 0; length < (whole?.length ?? 0); length++) {
      const size = measurePicture(type, whole?.subarray(0, length) ?? Buffer.alloc(0))
      if (size) expect(size.width).toBeLessThanOrEqual(9)
    }
  })

  it('any bytes end in a size or in none, in time', () => {
    for (let seed = 1; seed < 200; seed++) {
      const bytes = Buffer.from(deflateSync(Buffer.alloc(seed * 7, seed)))
      for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/none'])
        measurePicture(type, Buffer.concat([bytes, bytes]))
    }
  })
})

it.each(Object.entries(bombs))('%s is too many pixels', (_name, { type, bytes }) => {
  const size = measurePicture(type, bytes)
  expect(size && isTooManyPixels(size)).toBe(true)
})

it('a photo of a phone, and a moving picture of a minute, are not', () => {
  expect(isTooManyPixels({ width: 8_000, height: 6_000, frames: 1 })).toBe(false)
  expect(isTooManyPixels({ width: 640, height: 480, frames: 1_500 })).toBe(false)
})
