import { type BundleFinding, checkBundle, type Inflate } from '@sheshi/methods/verify'

/** Browsers keep the means to hash from pages that came over plain http; those ask the server. */
export const canCheckHere = (): boolean =>
  globalThis.isSecureContext && typeof globalThis.DecompressionStream === 'function'

/** Unpacks with the browser's own means, and stops where it becomes larger than it should. */
const inflate: Inflate = async (packed, most) => {
  const stream = new Blob([new Uint8Array(packed)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
  const reader = stream.getReader()
  const bytes = new Uint8Array(most)
  let at = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    if (at + read.value.length > most) {
      await reader.cancel()
      throw new RangeError('larger than it should be')
    }
    bytes.set(read.value, at)
    at += read.value.length
  }
  return bytes.subarray(0, at)
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Checks a bundle in this browser: the file goes nowhere. */
export const checkHere = async (file: Blob): Promise<BundleFinding> =>
  checkBundle(new Uint8Array(await file.arrayBuffer()), { inflate, sha256 })
