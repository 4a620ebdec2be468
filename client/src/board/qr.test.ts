import QRCode from 'qrcode'
import { expect, it } from 'vitest'
import { qrPath } from './qr.ts'

/** Which modules a path of `M x y h w v 1 …` runs paints. */
function painted(path: string): Set<string> {
  const cells = new Set<string>()
  for (const [, x, y, w] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(w); i++) cells.add(`${Number(x) + i},${y}`)
  }
  return cells
}

it('paints exactly the dark modules, with four of white around', () => {
  const text = 'http://192.168.1.7:4000/join#ABC234'
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size, path } = qrPath(text)
  expect(size).toBe(modules.size + 8)
  const dark = new Set<string>()
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) dark.add(`${x + 4},${y + 4}`)
  }
  expect(painted(path)).toEqual(dark)
})
