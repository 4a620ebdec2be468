/**
 * How much room words take, without a browser to measure them in. tldraw measures only what is typed on the canvas;
 * a note that comes from the server would keep its first size and let its words run out at the edges.
 */

/** The mean width of a letter of tldraw's sans font, in font sizes; a little too wide rather than too narrow. */
const letter = 0.57
const lineHeight = 1.35

/** The side of a note, the room around its words, and its font size, as tldraw draws them. */
const note = { side: 200, padding: 16, fontSize: 22, smallest: 14 }

/** How many rows a text takes at a width, broken between words as a browser does. */
export function rowsOf(text: string, width: number, fontSize: number): number {
  const columns = Math.max(1, Math.floor(width / (fontSize * letter)))
  let rows = 0
  for (const line of text.split('\n')) {
    let used = columns + 1
    let more = 0
    for (const word of line.split(/\s+/)) {
      if (used + 1 + word.length <= columns) {
        used += 1 + word.length
      } else {
        const broken = Math.max(1, Math.ceil(word.length / columns))
        more += broken
        used = word.length - (broken - 1) * columns
      }
    }
    rows += more
  }
  return rows
}

/** The height of a text of a width, in the same unit as the font size. */
export const heightOf = (text: string, width: number, fontSize: number): number =>
  Math.ceil(rowsOf(text, width, fontSize) * fontSize * lineHeight)

/** The props that let a note hold a text: smaller letters for a long word, and more height for many rows. */
export function noteFit(text: string): { fontSizeAdjustment: number; growY: number } {
  const width = note.side - 2 * note.padding
  const longest = Math.max(1, ...text.split(/\s+/).map((word) => word.length))
  const fitting = Math.floor(width / (longest * letter))
  const fontSizeAdjustment = Math.min(note.fontSize, Math.max(note.smallest, fitting))
  const height = heightOf(text, width, fontSizeAdjustment) + 2 * note.padding
  return { fontSizeAdjustment, growY: Math.max(0, height - note.side) }
}
