import { ZipProblem } from '@sheshi/methods/verify'
import type { Verification } from '@sheshi/records'
import { ApiProblem, api } from '../app/api.ts'
import { canCheckHere, checkHere } from './checkHere.ts'

/** Checks a bundle here where the browser can, else by the server, which keeps nothing of it. */
export async function verify(file: File): Promise<Verification> {
  if (!canCheckHere()) return api.post<Verification>('/verify', file)
  try {
    const finding = await checkHere(file)
    const { made } = await api.get<{ made: boolean }>(`/verify/${finding.manifest.sha256}`)
    return { ...finding, made }
  } catch (error) {
    if (error instanceof ZipProblem)
      throw new ApiProblem(error.code === 'too-large' ? 'too-large' : 'broken-file', null)
    throw error
  }
}
