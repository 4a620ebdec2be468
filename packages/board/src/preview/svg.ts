import type { Box } from '../geometry.ts'

/** Words as they may stand in XML, as text or in a quoted attribute; signs that XML forbids are left out. */
export function escapeXml(text: string): string {
  return [...text]
    .filter((sign) => {
      const code = sign.codePointAt(0) ?? 0
      const forbidden = (code < 32 && code !== 9 && code !== 10) || (code >= 0xd800 && code <= 0xdfff)
      return !forbidden && code !== 0xfffe && code !== 0xffff
    })
    .join('')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A number with at most two decimals. */
export const round = (value: number): string => String(Math.round(value * 100) / 100)

/** One element. Attributes are escaped; `children` must be markup already. */
export function element(name: string, attributes: Record<string, string | number>, children = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`)
    .join('')
  return children === '' ? `<${name}${written}/>` : `<${name}${written}>${children}</${name}>`
}

/** A box as the attributes of an element. */
export const attributes = ({ x, y, w, h }: Box) => ({ x, y, width: w, height: h })

export interface TextBox {
  x: number
  y: number
  w: number
  h: number
  /** Font size it would like; it gets smaller until the words fit. */
  size: number
  /** Below this size nobody could read the words: they are left out. */
  smallest: number
  color: string
  align: 'start' | 'middle' | 'end'
  vertical: 'start' | 'middle' | 'end'
}

const LETTER = 0.55
const LINE = 1.3

/** Breaks words into lines of at most `letters` letters; a longer word is cut. */
export function wrap(text: string, letters: number): string[] {
  const most = Math.max(1, Math.floor(letters))
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      let rest = [...word]
      const joined = line === '' ? word : `${line} ${word}`
      if ([...joined].length <= most) {
        line = joined
        continue
      }
      if (line !== '') lines.push(line)
      for (; rest.length > most; rest = rest.slice(most)) lines.push(rest.slice(0, most).join(''))
      line = rest.join('')
    }
    return [...lines, line]
  })
}

/** Text in a box, wrapped, shrunk to fit, and cut with an ellipsis where even the smallest size is too large. */
export function textElement(text: string, box: TextBox): string {
  const words = text.slice(0, 2_000).trim()
  if (words === '' || box.size < box.smallest) return ''
  let size = box.size
  let lines = wrap(words, box.w / (size * LETTER))
  while (lines.length * size * LINE > box.h && size > 8) {
    size *= 0.9
    lines = wrap(words, box.w / (size * LETTER))
  }
  const room = Math.max(1, Math.floor(box.h / (size * LINE)))
  if (lines.length > room) lines = [...lines.slice(0, room - 1), `${lines[room - 1] ?? ''}…`]
  const x = box.x + (box.align === 'start' ? 0 : box.align === 'end' ? box.w : box.w / 2)
  const free = box.h - lines.length * size * LINE
  const top = box.y + (box.vertical === 'start' ? 0 : box.vertical === 'end' ? free : free / 2)
  const spans = lines.map((line, at) =>
    element('tspan', { x, y: top + size * (LINE * at + 1) }, escapeXml(line === '' ? ' ' : line)),
  )
  return element('text', { 'font-size': size, fill: box.color, 'text-anchor': box.align }, spans.join(''))
}
