import { allCards, type CardAt } from '../outline/allCards.ts'
import type { Outline } from '../outline.types.ts'

/**
 * An outline as CSV: UTF-8 with a byte order mark and CRLF (RFC 4180), so that spreadsheets read ë and è.
 * A problem tree has `id,parent,kind,level,text`; everything else `id,kind,group,text`. Cells that a spreadsheet
 * would take for a formula are made harmless by an apostrophe in front.
 */
export function outlineToCsv(outline: Outline): string {
  const rows = outline.template === 'problem-tree' ? treeRows(outline) : ideaRows(outline)
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

const kinds: Record<string, string> = {
  core: 'core',
  causes: 'cause',
  effects: 'effect',
  affectedGroups: 'group',
  evidence: 'evidence',
  loose: 'loose',
  inbox: 'idea',
  clusters: 'idea',
  parking: 'parked',
  prompt: 'prompt',
  screens: 'annotation',
  storyboard: 'caption',
}

const kindOf = ({ path }: CardAt): string => kinds[path[0] ?? ''] ?? ''

function treeRows(outline: Extract<Outline, { template: 'problem-tree' }>): string[][] {
  const rows = allCards(outline).map((at) => {
    const { card, path } = at
    const inTree = path[0] === 'causes' || path[0] === 'effects'
    const parent = inTree ? (path.at(-1) === path[0] ? (outline.coreId ?? '') : (path.at(-1) ?? '')) : ''
    const level = inTree ? String(path.length) : path[0] === 'core' ? '0' : ''
    return [card.id, parent, kindOf(at), level, card.text]
  })
  return [['id', 'parent', 'kind', 'level', 'text'], ...rows]
}

/** `group` is what a person would call it: the cluster's name, the screen's title, the scene's number. */
function ideaRows(outline: Exclude<Outline, { template: 'problem-tree' }>): string[][] {
  const names = new Map<string, string>()
  if ('clusters' in outline) for (const { id, title } of outline.clusters) names.set(id, title)
  if ('screens' in outline) for (const { id, title } of outline.screens) names.set(id, title)
  if ('storyboard' in outline) for (const { id, no } of outline.storyboard) names.set(id, String(no))
  const rows = allCards(outline).map((at) => [
    at.card.id,
    kindOf(at),
    names.get(at.path[1] ?? '') ?? '',
    at.card.text,
  ])
  return [['id', 'kind', 'group', 'text'], ...rows]
}

/** Also the full-width signs, which some spreadsheets read as the narrow ones. */
const looksLikeFormula = /^[=+\-@\t\r\n＝＋－＠]/

function cell(value: string): string {
  const harmless = looksLikeFormula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
