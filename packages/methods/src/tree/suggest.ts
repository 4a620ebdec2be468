import { type Locale, locales } from '../types.ts'

/** Words of a problem (a pattern) and what they become in the state that people want. */
type Pair = readonly [problem: string, objective: string]

/** Who is poor is not to be improved. */
const people = '(?:famil|people|person|household|child|wom|m[ea]n|student|patient|area|neighb|communit)'

/**
 * In each language the pairs that METHODS names (low, poor, rate) and their like. Italian and Albanian agree with the
 * noun, so each ending is a pair of its own; longer words stand before those that are part of them.
 */
const pairs: Record<Locale, readonly Pair[]> = {
  en: [
    ['does not meet', 'meets'],
    ['do not meet', 'meet'],
    ['is not', 'is'],
    ['are not', 'are'],
    ['low(?!-)', 'increased'],
    [`poor(?!-| ${people})`, 'improved'],
    ['bad', 'good'],
    ['weak', 'strong'],
    ['high(?!-| school)', 'reduced'],
    ['insufficient', 'sufficient'],
    ['inadequate', 'adequate'],
    ['ineffective', 'effective'],
    ['inefficient', 'efficient'],
    ['unsafe', 'safe'],
    ['unreliable', 'reliable'],
    ['polluted', 'clean'],
    ['dirty', 'clean'],
    ['deteriorating', 'improving'],
    ['deteriorates', 'improves'],
    ['declining', 'growing'],
    ['in decline', 'growing'],
  ],
  it: [
    ...ending('bass', 'aumentat', ['o', 'a', 'i']),
    ['basse', 'aumentate'],
    ...ending('scars', 'migliorat', ['o', 'a', 'i', 'e']),
    ...ending('alt', 'ridott', ['o', 'a', 'i', 'e']),
    ...ending('elevat', 'ridott', ['o', 'a', 'i', 'e']),
    ...ending('inadeguat', 'adeguat', ['o', 'a', 'i', 'e']),
    ...ending('inquinat', 'pulit', ['o', 'a', 'i', 'e']),
    ...ending('sporc', 'pulit', ['o', 'a']),
    ...ending('cattiv', 'buon', ['o', 'a', 'i', 'e']),
    ['debole', 'rafforzato'],
    ['insufficiente', 'sufficiente'],
    ['insufficienti', 'sufficienti'],
    ['inefficace', 'efficace'],
    ['inefficaci', 'efficaci'],
    ['inefficiente', 'efficiente'],
    ['peggioramento', 'miglioramento'],
    ['sta peggiorando', 'sta migliorando'],
    ['peggiora', 'migliora'],
    ['peggiorano', 'migliorano'],
    ['non sono', 'sono'],
    ['non è', 'è'],
  ],
  sq: [
    ['i ulët', 'i rritur'],
    ['e ulët', 'e rritur'],
    ['të ulët', 'të rritur'],
    ['të ulëta', 'të rritura'],
    ['i dobët', 'i përmirësuar'],
    ['e dobët', 'e përmirësuar'],
    ['të dobët', 'të përmirësuar'],
    ['të dobëta', 'të përmirësuara'],
    ['i lartë', 'i ulur'],
    ['e lartë', 'e ulur'],
    ['të lartë', 'të ulur'],
    ['të larta', 'të ulura'],
    ['i ndotur', 'i pastër'],
    ['e ndotur', 'e pastër'],
    ['të ndotur', 'të pastër'],
    ['të ndotura', 'të pastra'],
    ['i pamjaftueshëm', 'i mjaftueshëm'],
    ['e pamjaftueshme', 'e mjaftueshme'],
    ['të pamjaftueshme', 'të mjaftueshme'],
    ['i papërshtatshëm', 'i përshtatshëm'],
    ['e papërshtatshme', 'e përshtatshme'],
    ['joefektiv', 'efektiv'],
    ['joefektive', 'efektive'],
    ['po përkeqësohet', 'po përmirësohet'],
    ['përkeqësohet', 'përmirësohet'],
    ['përkeqësim', 'përmirësim'],
    ['përkeqësimi', 'përmirësimi'],
    ['nuk është', 'është'],
    ['nuk janë', 'janë'],
  ],
}

/** A rate without a word for its height is meant to go down; the word goes where the language has it. */
const rates: Record<Locale, { found: RegExp; written: string }> = {
  en: { found: word('((?:\\p{L}+ )?rates?)'), written: 'reduced $1' },
  it: { found: word('(tasso|tassi)'), written: '' },
  sq: { found: word('(norma|shkalla)'), written: '$1 e ulur' },
}

function ending(problem: string, objective: string, ends: string[]): Pair[] {
  return ends.map((end) => [problem + end, objective + end])
}

function word(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{M}])${source}(?![\\p{L}\\p{M}])`, 'iu')
}

/**
 * A problem's words turned into the state that people may want, to be rewritten by them: “low income” → “increased
 * income”. null where no word of it is known. Looks in the reader's language first, as groups mostly write in it.
 */
export function suggestObjective(problem: string, locale: string): string | null {
  const text = problem.normalize('NFC').trim()
  const order = [...locales].sort((a, b) => Number(b === locale) - Number(a === locale))
  for (const each of order) {
    const found = byPairs(text, each) ?? byRate(text, each)
    if (found) return found
  }
  return null
}

function byPairs(text: string, locale: Locale): string | null {
  let changed = text
  for (const [problem, objective] of pairs[locale]) {
    // What was put in is not taken for a problem again.
    changed = changed.replace(word(problem), (found) => marked(asWritten(objective, found)))
  }
  return changed === text ? null : unmarked(changed)
}

function byRate(text: string, locale: Locale): string | null {
  const { found, written } = rates[locale]
  if (locale === 'it') {
    const plural = (name: string) => (name.toLowerCase() === 'tassi' ? 'ridotti' : 'ridotto')
    const changed = text.replace(found, (name) => `${name} ${plural(name)}`)
    return changed === text ? null : changed
  }
  const changed = text.replace(found, written)
  if (changed === text) return null
  return startsLarge(text) ? capital(lowerAfterFirst(changed, text)) : changed
}

/** “Mortality rate” becomes “Reduced mortality rate”. */
function lowerAfterFirst(changed: string, before: string): string {
  const first = before.split(' ')[0] ?? ''
  const isName = first === first.toUpperCase() && first.length > 1
  return isName || changed.startsWith(first) ? changed : changed.replace(first, first.toLowerCase())
}

const startsLarge = (text: string): boolean => text.charAt(0) !== text.charAt(0).toLowerCase()
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const asWritten = (objective: string, found: string): string =>
  startsLarge(found) ? capital(objective) : objective

/** A letter that nobody types stands around what was put in, so that its edges are no word's edges. */
const guard = '\u{e000}'
const marked = (text: string): string => [...text].join(guard)
const unmarked = (text: string): string => text.replaceAll(guard, '')
