import { type Locale, locales } from '@sheshi/methods'

/** What a key does; `type` puts its sign in. */
export type KeyAction =
  | { kind: 'type'; sign: string }
  | { kind: 'shift' | 'back' | 'enter' | 'language' | 'signs' | 'done' | 'left' | 'right' }

/** A key, and how many columns it takes. */
export interface Key {
  action: KeyAction
  wide: number
}

/** Which signs the keys have: a language's letters, or figures and signs, which are the same in each. */
export interface Layer {
  language: Locale
  signs: boolean
  shift: boolean
}

/** Every row of every keyboard. */
export const columns = 10

/** Rows of letters as people of each language know them; `⇧` is shift, `⌫` takes back. */
const letters: Record<Locale, readonly string[]> = {
  en: ['qwertyuiop', 'asdfghjkl’', '⇧zxcvbnm-⌫'],
  // Italian keyboards have the accented letters on the right; here they have a row, so that keys stay large.
  it: ['àèéìòù’?!-', 'qwertyuiop', 'asdfghjkl:', '⇧zxcvbnm;⌫'],
  sq: ['qwertzuiop', 'asdfghjklë', '⇧yxcvbnmç⌫'],
}
const signs: readonly string[] = ['1234567890', '-/:;()€&@"', '+%?!’=#‹›⌫']

const special = new Map<string, KeyAction>([
  ['⇧', { kind: 'shift' }],
  ['⌫', { kind: 'back' }],
  ['‹', { kind: 'left' }],
  ['›', { kind: 'right' }],
])

const usual = (action: KeyAction, wide = 1): Key => ({ action, wide })
const sign = (text: string, wide = 1): Key => usual({ kind: 'type', sign: text }, wide)

const lastRow: readonly Key[] = [
  usual({ kind: 'signs' }),
  usual({ kind: 'language' }),
  sign(','),
  sign(' ', 3),
  sign('.'),
  usual({ kind: 'enter' }),
  usual({ kind: 'done' }, 2),
]

/** The rows of a keyboard from above. */
export function rowsOf({ language, signs: figures, shift }: Layer): Key[][] {
  const rows = figures ? signs : letters[language]
  const key = (text: string): Key => {
    const action = special.get(text)
    return action ? usual(action) : sign(shift && !figures ? text.toLocaleUpperCase(language) : text)
  }
  return [...rows.map((row) => [...row].map(key)), [...lastRow]]
}

/** The language after this one, round and round. */
export const nextLanguage = (language: Locale): Locale =>
  locales[(locales.indexOf(language) + 1) % locales.length] ?? language
