import { type BundleFinding, checkBundle, ZipProblem } from '@sheshi/methods/interchange'
import { sha256 } from './files.ts'
import { inflate } from './inflate.ts'

export interface VerifyAsked {
  what: 'verify'
  bytes: Uint8Array
}

export type VerifyAnswer = { finding: BundleFinding } | { refused: 'broken' | 'too-large'; detail: string }

/** Checks a bundle against its manifest; keeps nothing. */
export async function verifyBundle({ bytes }: VerifyAsked): Promise<VerifyAnswer> {
  try {
    return { finding: await checkBundle(bytes, { inflate, sha256: async (data) => sha256(data) }) }
  } catch (error) {
    if (!(error instanceof ZipProblem)) return { refused: 'broken', detail: 'The file cannot be read' }
    return { refused: error.code === 'too-large' ? 'too-large' : 'broken', detail: error.message }
  }
}
