import { cardsIn } from '../outline/allCards.ts'
import { sectionsOf } from '../outline/sections.ts'
import type { Outline, Section, SectionCard } from '../outline.types.ts'
import { toCsv } from '../output/csv.ts'
import { type Locale, locales } from '../types.ts'

interface Proposal {
  id: string
  title: string
  body: string
}

/** Decidim’s longest title of a proposal. */
const longestTitle = 150

/**
 * The board as Decidim's import of proposals reads it: one for each group of ideas, or each cause of a tree, else for
 * each card. The words stand in the board's language; the other languages' columns are there and empty, because people
 * wrote in one.
 */
export function toDecidimCsv(outline: Outline): string {
  const written = locales.find((locale) => locale === outline.locale) ?? 'en'
  const head = [
    'id',
    ...locales.map((locale) => `title/${locale}`),
    ...locales.map((locale) => `body/${locale}`),
  ]
  const rows = proposalsOf(outline).map(({ id, title, body }) => [
    id,
    ...locales.map((locale) => only(locale, written, title)),
    ...locales.map((locale) => only(locale, written, body)),
  ])
  return toCsv([head, ...rows])
}

const only = (locale: Locale, written: Locale, words: string): string => (locale === written ? words : '')

/** What a city would put to the vote: groups, causes, or single cards. */
export function proposalsOf(outline: Outline): Proposal[] {
  const sections = sectionsOf(outline, outline.locale)
  const groups = sections
    .find(({ id }) => id === 'clusters')
    ?.sections.filter(({ cards }) => cards.length > 0)
  if (groups && groups.length > 0) return groups.map(ofGroup)
  const tree = sections.find(({ id }) => id === 'causes' || id === 'means')
  if (tree) return tree.cards.map(ofCause)
  return cardsIn(sections.filter(({ id }) => id !== 'prompt' && id !== 'criteria')).map(({ card }) =>
    proposal(card.id, card.text, card.facts),
  )
}

const ofGroup = ({ id, title, cards }: Section): Proposal =>
  proposal(id, title || (cards[0]?.text ?? ''), lines(cards))

const ofCause = ({ id, text, facts, children }: SectionCard): Proposal =>
  proposal(id, text, [...facts, ...lines(children)])

/** Every card with what hangs under it, a line each; with a stack, as deep as people draw. */
function lines(cards: readonly SectionCard[]): string[] {
  const found: string[] = []
  const stack = [...cards].reverse().map((card) => ({ card, indent: '' }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, indent } = next
    found.push(`${indent}- ${oneLine(card.text)}`)
    for (const child of [...card.children].reverse()) stack.push({ card: child, indent: `${indent}  ` })
  }
  return found
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The whole words stand in the body, also where the title had to be cut. */
function proposal(id: string, words: string, more: string[]): Proposal {
  const whole = oneLine(words)
  const title = whole.length > longestTitle ? `${whole.slice(0, longestTitle - 1).trimEnd()}…` : whole
  return { id, title, body: [words.trim(), ...more].join('\n') }
}
