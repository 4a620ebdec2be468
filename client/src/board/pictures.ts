import type { Editor } from 'tldraw'

/** The two pictures of a whole board that go into the record with it. */
export interface BoardPictures {
  /** null: too large to be sent; the server draws a small one then. */
  svg: Blob | null
  png: Blob | null
}

/** A little under what the server takes of each. */
const mostBytes = 24 << 20

/** No edge of the PNG is longer: larger canvases fail on phones and older machines. */
const maxEdge = 4096
const padding = 32

/** How many pixels of PNG a unit of the board gets: two where they fit, never more than the longest edge allows. */
export function pixelRatio(width: number, height: number): number {
  return Math.min(2, maxEdge / Math.max(width, height, 1))
}

/** Draws the whole current page, also one with nothing on it. Throws where the browser cannot make the picture. */
export async function takePictures(editor: Editor): Promise<BoardPictures> {
  const ids = [...editor.getCurrentPageShapeIds()]
  const look = { background: true, darkMode: false, padding }
  const drawn = ids.length > 0 ? await editor.getSvgString(ids, look) : undefined
  if (!drawn) return emptyPictures()
  const { blob } = await editor.toImage(ids, {
    ...look,
    format: 'png',
    scale: 1,
    pixelRatio: pixelRatio(drawn.width, drawn.height),
  })
  return { svg: sendable(new Blob([drawn.svg], { type: 'image/svg+xml' })), png: sendable(blob) }
}

/** A board full of photos has them all in its SVG; the export must not fail for that. */
export const sendable = (picture: Blob): Blob | null => (picture.size <= mostBytes ? picture : null)

/** A white sheet: what an empty board looks like. */
async function emptyPictures(): Promise<BoardPictures> {
  const canvas = document.createElement('canvas')
  canvas.width = 1200
  canvas.height = 800
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!png) throw new Error('no picture')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" width="1200" height="800"><rect width="1200" height="800" fill="#fff"/></svg>`
  return { svg: new Blob([svg], { type: 'image/svg+xml' }), png }
}
