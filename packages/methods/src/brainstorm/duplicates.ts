/** A card as far as its words count. */
export interface Worded {
  id: string
  text: string
}

/** Two cards that say the same, or nearly; `same`: apart from case, punctuation and accents, the very same words. */
export interface Duplicate {
  first: string
  second: string
  same: boolean
}

/** Longer texts are compared by their beginning: nobody writes the same 400 letters by chance. */
const longest = 400

/**
 * The words of a text as duplicates are told by: without case, accents (ë, ç, è) and punctuation, and with one space
 * between them. Empty where there are none.
 */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, longest)
}

/** How many letters two texts of a length may differ by: none in short ones, where one letter is another word. */
const tolerance = (length: number): number => (length < 8 ? 0 : length < 16 ? 1 : length < 32 ? 2 : 3)

/**
 * The pairs among some cards that say the same or differ by a few letters (a mistyped word, a plural). Never those whose
 * numbers differ: “bus line 4” is not “bus line 5”. In the order of the cards.
 */
export function findDuplicates(cards: readonly Worded[]): Duplicate[] {
  const all = cards
    .map(({ id, text }, at) => read(id, plainWords(text), at))
    .filter(({ words }) => words !== '')
  // Only those of about the same length can be near each other.
  const byLength = [...all].sort((a, b) => a.words.length - b.words.length || a.at - b.at)
  const found: (Duplicate & { order: [number, number] })[] = []
  byLength.forEach((shorter, at) => {
    const allowed = tolerance(shorter.words.length)
    for (let next = at + 1; next < byLength.length; next += 1) {
      const longer = byLength[next]
      if (!longer || longer.words.length - shorter.words.length > allowed) break
      const distance = distanceBetween(shorter, longer, allowed)
      if (distance > allowed) continue
      const [first, second] = shorter.at < longer.at ? [shorter, longer] : [longer, shorter]
      found.push({ first: first.id, second: second.id, same: distance === 0, order: [first.at, second.at] })
    }
  })
  found.sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1])
  return found.map(({ first, second, same }) => ({ first, second, same }))
}

interface Read {
  id: string
  at: number
  words: string
  numbers: string
  /** Which letters occur, a bit each: most pairs are told apart by this alone. */
  letters: number
}

function read(id: string, words: string, at: number): Read {
  let letters = 0
  for (let index = 0; index < words.length; index += 1) letters |= 1 << (words.charCodeAt(index) & 31)
  return { id, at, words, numbers: (words.match(/\p{N}+/gu) ?? []).join(), letters }
}

/** More than `allowed` where they are farther apart than that. */
function distanceBetween(a: Read, b: Read, allowed: number): number {
  if (a.words === b.words) return 0
  if (a.numbers !== b.numbers || bitsOf(a.letters ^ b.letters) > 2 * allowed) return allowed + 1
  return sharesPiece(a.words, b.words, allowed) ? editDistance(a.words, b.words, allowed) : allowed + 1
}

/** Of so many pieces and one, at least one is the same in both, at most so far aside: the rest need no table. */
function sharesPiece(a: string, b: string, allowed: number): boolean {
  const size = Math.floor(a.length / (allowed + 1))
  for (let start = 0, piece = 0; piece <= allowed; piece += 1, start += size) {
    const words = a.slice(start, piece === allowed ? a.length : start + size)
    for (let at = Math.max(0, start - allowed); at <= start + allowed; at += 1) {
      if (b.startsWith(words, at)) return true
    }
  }
  return false
}

function bitsOf(mask: number): number {
  let bits = 0
  for (let rest = mask >>> 0; rest > 0; rest &= rest - 1) bits += 1
  return bits
}

/** Levenshtein's distance, only as far as `allowed` letters from the diagonal; beyond that, `allowed + 1`. */
function editDistance(a: string, b: string, allowed: number): number {
  const beyond = allowed + 1
  let before = Array.from({ length: b.length + 1 }, (_, at) => (at <= allowed ? at : beyond))
  for (let row = 1; row <= a.length; row += 1) {
    const now: number[] = new Array(b.length + 1).fill(beyond)
    if (row <= allowed) now[0] = row
    let least = now[0] ?? beyond
    for (let at = Math.max(1, row - allowed); at <= Math.min(b.length, row + allowed); at += 1) {
      const replaced = (before[at - 1] ?? beyond) + (a[row - 1] === b[at - 1] ? 0 : 1)
      const value = Math.min(replaced, (before[at] ?? beyond) + 1, (now[at - 1] ?? beyond) + 1, beyond)
      now[at] = value
      least = Math.min(least, value)
    }
    if (least > allowed) return beyond
    before = now
  }
  return before[b.length] ?? beyond
}
