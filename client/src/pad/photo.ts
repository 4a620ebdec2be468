import { fitEdge, paint } from '../app/paint.ts'

/** No edge of a picture is longer: enough for the big screen, and 30 phones send one through the lab's network. */
const longestEdge = 1_600

/** A picture as it is kept and sent. */
export interface Photo {
  blob: Blob
  width: number
  height: number
}

/** Makes a chosen picture small, and free of what its file says of place and camera; null where it cannot be read. */
export async function shrinkPhoto(file: Blob): Promise<Photo | null> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  const size = fitEdge(bitmap, longestEdge)
  const blob = await paint(bitmap, size, 'image/jpeg')
  bitmap.close()
  return blob && { blob, ...size }
}
