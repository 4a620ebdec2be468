import { fileTypeFromBuffer } from 'file-type'

/** A picture of a board comes as words on what is wrong with it, or as nothing wrong. */
type Verdict = string | null

/** What is wrong with bytes that should be a PNG. */
export async function checkPng(bytes: Uint8Array): Promise<Verdict> {
  const found = await fileTypeFromBuffer(bytes)
  return found?.mime === 'image/png' ? null : 'The content is no PNG picture'
}

const heads = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/i

/**
 * What is wrong with a text that should be an SVG picture. It need not be proven harmless, because it is only ever
 * served sandboxed; but what can only be an attack is refused.
 */
export function checkSvg(text: string): Verdict {
  if (!heads.test(text) || !/<\/svg>\s*$/i.test(text)) return 'The content is no SVG picture'
  if (/<script[\s>/]/i.test(text)) return 'The SVG contains a script'
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return 'The SVG declares entities'
  return null
}

/** The bytes as text, or null where they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
