import { fileTypeFromBuffer } from 'file-type'
import { isTooManyPixels, measurePicture } from '../pictureSize.ts'

/** A picture of a board comes as words on what is wrong with it, or as nothing wrong. */
type Verdict = string | null

/** What is wrong with bytes that should be a PNG. */
export async function checkPng(bytes: Uint8Array): Promise<Verdict> {
  const found = await fileTypeFromBuffer(bytes)
  const size = found?.mime === 'image/png' ? measurePicture(found.mime, Buffer.from(bytes)) : null
  if (!size) return 'The content is no PNG picture'
  return isTooManyPixels(size) ? 'The picture has too many pixels' : null
}

/** The bytes as text, or null where they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
