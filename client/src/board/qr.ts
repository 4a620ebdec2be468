import QRCode from 'qrcode'

/** A QR code as an SVG path: one unit a module, drawn in a square of `size` units with the quiet zone in it. */
export interface QrPath {
  size: number
  path: string
}

/** Modules of white around a code; four are what readers ask for. */
const quietZone = 4

/** Draws a QR code for `text`. Throws where the text is too long for one (about 2,900 bytes). */
export function qrPath(text: string): QrPath {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const runs: string[] = []
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (!modules.get(y, x)) continue
      const start = x
      while (x + 1 < modules.size && modules.get(y, x + 1)) x++
      runs.push(`M${start + quietZone} ${y + quietZone}h${x - start + 1}v1h-${x - start + 1}z`)
    }
  }
  return { size: modules.size + 2 * quietZone, path: runs.join('') }
}
