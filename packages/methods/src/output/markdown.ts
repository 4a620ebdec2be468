import { type LabelKey, label } from '../labels/index.ts'
import { allCards } from '../outline/allCards.ts'
import type { Card, Group, Outline, TreeNode } from '../outline.types.ts'
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
    ...body(outline, say),
    section(say('minutes.loose'), bullets(outline.loose)),
    section(say('minutes.remarks'), remarks(outline, say)),
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

function body(outline: Outline, say: Say): string[] {
  switch (outline.template) {
    case 'problem-tree':
      return [
        always(say('minutes.core'), outline.core === null ? '' : `**${escapeText(outline.core)}**`, say),
        always(say('minutes.effects'), tree(outline.effects, outline, say), say),
        always(say('minutes.causes'), tree(outline.causes, outline, say), say),
        section(say('minutes.groups'), bullets(outline.affectedGroups)),
        section(say('minutes.evidence'), bullets(outline.evidence)),
      ]
    case 'brainstorm':
      return [
        section(say('minutes.prompt'), escapeText(outline.prompt)),
        ...clusters(outline.clusters, say),
        section(say('minutes.inbox'), bullets(outline.inbox)),
        section(say('minutes.parking'), bullets(outline.parking)),
      ]
    case 'prototype-sketch':
      return [screens(outline, say), storyboard(outline, say)]
    case 'blank':
      return clusters(outline.clusters, say)
  }
}

/** A heading with what stands under it; nothing at all where that is empty. */
const section = (heading: string, content: string): string => (content ? `## ${heading}\n\n${content}` : '')

/** The same, but an empty one says that there is nothing yet. */
const always = (heading: string, content: string, say: Say): string =>
  section(heading, content || `*${say('minutes.none')}*`)

const bullets = (cards: Card[]): string => cards.map(({ text }) => `- ${escapeText(text, '  ')}`).join('\n')

function clusters(groups: Group[], say: Say): string[] {
  return groups.map(({ title, ideas }) => {
    const heading = `## ${escapeLine(title) || say('minutes.untitled')}`
    return `${heading}\n\n${bullets(ideas) || `*${say('minutes.none')}*`}`
  })
}

/** Nested bullets; other parents are named behind the card. With a stack, as deep as people draw. */
function tree(top: TreeNode[], outline: Outline, say: Say): string {
  const texts = new Map(allCards(outline).map(({ card }) => [card.id, card.text]))
  const lines: string[] = []
  const stack = [...top].reverse().map((node) => ({ node, indent: '' }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, indent } = next
    const inner = `${indent}  `
    const others = node.alsoLinkedTo.map((id) => escapeLine(texts.get(id) ?? id)).join('; ')
    const also = others ? ` *(${say('minutes.also')}: ${others})*` : ''
    lines.push(`${indent}- ${escapeText(node.text, inner)}${also}`)
    stack.push(...[...node.children].reverse().map((child) => ({ node: child, indent: inner })))
  }
  return lines.join('\n')
}

function screens(outline: Extract<Outline, { template: 'prototype-sketch' }>, say: Say): string {
  const titles = new Map(
    outline.screens.map((screen) => [screen.id, escapeLine(screen.title) || `${screen.no}`]),
  )
  const parts = outline.screens.map((screen) => {
    const leads = screen.links.map(({ to }) => `- *${say('minutes.leads-to')}: ${titles.get(to) ?? ''}*`)
    const lines = [bullets(screen.annotations), ...leads].filter((line) => line !== '').join('\n')
    return `### ${titles.get(screen.id)}\n\n${lines || `*${say('minutes.none')}*`}`
  })
  return section(say('minutes.screens'), parts.join('\n\n'))
}

function storyboard(outline: Extract<Outline, { template: 'prototype-sketch' }>, say: Say): string {
  const lines = outline.storyboard.map(
    ({ no, caption }) => `- **${no}** · ${escapeText(caption, '  ') || `*${say('minutes.none')}*`}`,
  )
  return section(say('minutes.storyboard'), lines.join('\n'))
}

const remarkKeys = {
  cycle: 'minutes.remark.cycle',
  'second-core': 'minutes.remark.second-core',
  unreadable: 'minutes.remark.unreadable',
} as const satisfies Record<Outline['notes'][number]['code'], LabelKey>

function remarks(outline: Outline, say: Say): string {
  const texts = new Map(allCards(outline).map(({ card }) => [card.id, card.text]))
  const lines = outline.notes.map(({ code, cards }) => {
    const named = cards.map((id) => escapeLine(texts.get(id) ?? id)).join('; ')
    return `- ${say(remarkKeys[code])}: ${named}`
  })
  if (outline.ink > 0) lines.push(`- ${say('minutes.ink')}: ${outline.ink}`)
  if (outline.images > 0) lines.push(`- ${say('minutes.images')}: ${outline.images}`)
  return lines.join('\n')
}
