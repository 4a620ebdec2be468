import { Code } from '@sheshi/records'

/** The code in what somebody typed or pasted (the code, spaced or in small letters, or a whole link); null if none. */
export function readCode(typed: string): string | null {
  const afterHash = typed.includes('#') ? typed.slice(typed.lastIndexOf('#') + 1) : typed
  const read = Code.safeParse(afterHash)
  return read.success ? read.data : null
}

/** A code as people read it aloud: `ABC 234`. */
export const spacedCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`
