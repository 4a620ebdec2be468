import type { Section, SectionCard } from '@sheshi/methods'

/** An outline as plain text for a mail or a chat: titles, and under them the cards, indented. Empty sections are left out. */
export function outlineAsText(title: string, sections: readonly Section[]): string {
  const parts = sections.map((section) => sectionAsText(section, '')).filter((part) => part !== '')
  return `${[title, ...parts].join('\n\n')}\n`
}

function sectionAsText({ title, cards, sections, facts }: Section, indent: string): string {
  const inner = sections.map((each) => sectionAsText(each, `${indent}  `)).filter((part) => part !== '')
  if (cards.length === 0 && inner.length === 0) return ''
  const head = `${indent}${title}${inBrackets(facts)}`
  return [head, ...cardsAsText(cards, indent), ...inner].join('\n')
}

function cardsAsText(top: readonly SectionCard[], indent: string): string[] {
  const lines: string[] = []
  const stack = [...top].reverse().map((card) => ({ card, depth: 0 }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, depth } = next
    const margin = `${indent}${'  '.repeat(depth)}- `
    const [first = '', ...more] = card.text.split('\n')
    lines.push(`${margin}${first}`)
    for (const line of more) lines.push(`${' '.repeat(margin.length)}${line}`)
    const last = lines.pop()
    lines.push(`${last}${inBrackets(card.facts)}`)
    for (const child of [...card.children].reverse()) stack.push({ card: child, depth: depth + 1 })
  }
  return lines
}

const inBrackets = (facts: readonly string[]): string => (facts.length > 0 ? ` (${facts.join('; ')})` : '')
