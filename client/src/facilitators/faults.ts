import { faultOfPassphrase, type PassphraseFault, passphraseFaults } from '@sheshi/records'
import { ApiProblem } from '../app/api.ts'

const keys: Record<PassphraseFault, string> = {
  short: 'facilitators.faults.short',
  long: 'facilitators.faults.long',
  common: 'facilitators.faults.common',
  simple: 'facilitators.faults.simple',
  name: 'facilitators.faults.name',
}

/** The key of what to say about a passphrase that is too easy to guess; null where nothing is wrong. */
export function faultKey(passphrase: string, name: string): string | null {
  const fault = faultOfPassphrase(passphrase, name)
  return fault && keys[fault]
}

/** The same for what the server said. */
export function faultKeyIn(error: unknown): string | null {
  if (!(error instanceof ApiProblem) || error.kind !== 'weak-passphrase') return null
  const code = error.document?.errors?.[0]?.code
  const fault = passphraseFaults.find((one) => one === code)
  return keys[fault ?? 'common']
}
