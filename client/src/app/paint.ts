/** A picture's size where no edge is longer than `most`; never larger than it is. */
export function fitEdge({ width, height }: { width: number; height: number }, most: number) {
  const scale = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Draws a picture anew in this size, with nothing of what its file said besides; null where the browser cannot. */
export function paint(
  source: CanvasImageSource,
  { width, height }: { width: number; height: number },
  type: string,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  // What one can see through would be black in a JPEG.
  if (pen && type === 'image/jpeg') {
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, width, height)
  }
  pen?.drawImage(source, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.85))
}
