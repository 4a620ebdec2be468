import { type LabelKey, label } from '../labels/index.ts'
import { allCards } from '../outline/allCards.ts'
import { sectionsOf } from '../outline/sections.ts'
import type { Outline, Section, SectionCard } from '../outline.types.ts'
import { templateById } from '../templates/index.ts'
import { escapeLine, escapeText } from './escape.ts'

export interface MinutesOptions {
  /** The board's title. */
  title: string
  /** The language of the headings. */
  locale: string
  /** When the outline was taken. */
  date?: Date
  /** How many people took part. */
  participants?: number
}

/**
 * An outline as minutes that people can read: headings and nested lists in the wanted language. What people wrote is
 * escaped, so that it cannot become a heading, a link or HTML. Ends with a line break.
 */
export function outlineToMarkdown(outline: Outline, options: MinutesOptions): string {
  const { title, locale } = options
  const say = (key: LabelKey) => label(key, locale)
  const parts = [
    `# ${escapeLine(title)}`,
    about(outline, options),
    ...sectionsOf(outline, locale).map((section) => chapter(section, '##', say)),
    remarks(outline, say),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

type Say = (key: LabelKey) => string

/** Method, date and people in one line. */
function about(outline: Outline, { locale, date, participants }: MinutesOptions): string {
  const facts = [label(templateById(outline.template).nameKey, locale)]
  if (date) facts.push(new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(date))
  if (participants !== undefined) facts.push(`${label('minutes.people', locale)}: ${participants}`)
  return escapeLine(facts.join(' · '))
}

/** Sections that say so when nothing is in them: what the method asks for, and what people gave a name. */
const asked = new Set<Section['kind']>(['tree', 'named', 'region'])

/** A heading with its cards, then its sections one level lower; nothing at all where that is empty. */
function chapter(section: Section, level: string, say: Say): string {
  const inner = section.sections.map((each) => chapter(each, `${level}#`, say))
  const parts = [facts(section.facts), cardsOf(section), ...inner].filter((part) => part !== '')
  if (parts.length === 0 && (asked.has(section.kind) || section.id === 'core'))
    parts.push(`*${say('minutes.none')}*`)
  if (parts.length === 0) return ''
  return [`${level} ${escapeLine(section.title) || say('minutes.untitled')}`, ...parts].join('\n\n')
}

/** The one sentence that a board is about stands by itself, everything else in a list. */
function cardsOf({ id, cards }: Section): string {
  const [only] = cards
  if (only && id === 'core') return `**${escapeText(only.text)}**${behind(only.facts)}`
  if (only && id === 'prompt') return `${escapeText(only.text)}${behind(only.facts)}`
  return bullets(cards)
}

const facts = (words: string[]): string => (words.length > 0 ? `*${words.map(escapeLine).join(' · ')}*` : '')

const behind = (words: string[]): string =>
  words.length > 0 ? ` *(${words.map(escapeLine).join('; ')})*` : ''

/** More facts than this stand below the words, one a line. */
const fewFacts = 3

/** Nested bullets, facts behind the words. With a stack, as deep as people draw. */
function bullets(top: SectionCard[]): string {
  const lines: string[] = []
  const stack = [...top].reverse().map((card) => ({ card, indent: '' }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, indent } = next
    const inner = `${indent}  `
    const isLong = card.facts.length > fewFacts
    lines.push(`${indent}- ${escapeText(card.text, inner)}${isLong ? '' : behind(card.facts)}`)
    if (isLong) lines.push(...card.facts.map((fact) => `${inner}- *${escapeLine(fact)}*`))
    for (const child of [...card.children].reverse()) stack.push({ card: child, indent: inner })
  }
  return lines.join('\n')
}

const remarkKeys = {
  cycle: 'minutes.remark.cycle',
  'second-core': 'minutes.remark.second-core',
  unreadable: 'minutes.remark.unreadable',
  'strange-data': 'outline.remark.strange-data',
} as const satisfies Record<Outline['notes'][number]['code'], LabelKey>

function remarks(outline: Outline, say: Say): string {
  const texts = new Map(allCards(outline).map(({ card }) => [card.id, card.text]))
  const lines = outline.notes.map(({ code, cards }) => {
    const named = cards.map((id) => escapeLine(texts.get(id) ?? id)).join('; ')
    return `- ${say(remarkKeys[code])}: ${named}`
  })
  if (outline.ink > 0) lines.push(`- ${say('minutes.ink')}: ${outline.ink}`)
  if (outline.images > 0) lines.push(`- ${say('minutes.images')}: ${outline.images}`)
  return lines.length > 0 ? `## ${say('minutes.remarks')}\n\n${lines.join('\n')}` : ''
}
