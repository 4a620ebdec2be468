import { inAllLocales, type LabelKey } from '../labels/index.ts'
import { around, type Bounds, overlap } from '../types.ts'
import type { Piece, Region, Template } from './types.ts'
import { usualVariant } from './variants.ts'

/**
 * What is wrong with a template's data, each as one sentence that names the template; empty where all is well. Run by
 * the build over every template, so that a board is never made from a broken one.
 */
export function templateProblems(template: Template): string[] {
  const forms = [
    { form: '', ...template },
    ...(template.variants?.others ?? []).map((variant) => {
      const { bounds = template.bounds, regions = template.regions, pieces = template.pieces } = variant
      return { ...template, form: ` (${variant.id})`, bounds, regions, pieces }
    }),
  ]
  const problems = [
    ...labelProblems(template),
    ...duplicates(
      [usualVariant, ...(template.variants?.others ?? []).map(({ id }) => id)],
      'two variants called',
    ),
    ...scriptProblems(template),
    ...forms.flatMap((each) =>
      [...placeProblems(each), ...nameProblems(each), ...tableProblems(each)].map(
        (problem) => `${problem}${each.form}`,
      ),
    ),
  ]
  return [...new Set(problems)].map((problem) => `template “${template.id}”: ${problem}`)
}

/** The same for all of them, and that no two have the same id. */
export function allTemplateProblems(templates: readonly Template[]): string[] {
  const ids = templates.map(({ id }) => id)
  return [...templates.flatMap(templateProblems), ...duplicates(ids, 'two templates called')]
}

function labelProblems(template: Template): string[] {
  const { variants } = template
  const keys: LabelKey[] = [
    template.nameKey,
    template.descriptionKey,
    ...template.script,
    ...(template.criteria ?? []).map(({ labelKey }) => labelKey),
    ...(variants ? [variants.usual, ...variants.others.map(({ labelKey }) => labelKey)] : []),
    ...tableKeys(template),
    ...[template, ...(variants?.others ?? [])].flatMap(({ regions = [], pieces = [] }) => [
      ...regions.flatMap(({ labelKey, hintKey }) => (hintKey ? [labelKey, hintKey] : [labelKey])),
      ...pieces.flatMap(keysOfPiece),
    ]),
  ]
  return [...new Set(keys)].flatMap((key) =>
    Object.entries(inAllLocales(key))
      .filter(([, words]) => typeof words !== 'string' || words.trim() === '')
      .map(([locale]) => `the label “${key}” is missing in ${locale}`),
  )
}

function tableKeys({ grid, axes }: Template): LabelKey[] {
  const named = grid ? [...grid.rows, ...grid.columns, ...(grid.lines ?? [])] : []
  const ends = axes ? [axes.x, axes.y].flatMap((axis) => [axis.labelKey, axis.lowKey, axis.highKey]) : []
  return [...named.map(({ labelKey }) => labelKey), ...ends]
}

function keysOfPiece(piece: Piece): LabelKey[] {
  if (piece.kind === 'guide') return [piece.titleKey, ...piece.lineKeys]
  if (piece.kind === 'sheet' || piece.kind === 'line') return []
  return piece.labelKey ? [piece.labelKey] : []
}

/** A facilitator needs to be told how it goes. */
const scriptProblems = ({ script }: Template): string[] =>
  script.length === 0 ? ['has no script for the facilitator'] : []

function placeProblems({ regions, bounds, axes }: Template): string[] {
  const outside = regions.filter((region) => !within(region.bounds, bounds))
  const pairs = regions.flatMap((one, at) =>
    regions
      .slice(at + 1)
      .filter((other) => overlap(one.bounds, other.bounds) && !(one.round && other.round))
      .map((other) => `the regions “${one.id}” and “${other.id}” overlap`),
  )
  return [
    ...outside.map(({ id }) => `the region “${id}” reaches beyond the board’s bounds`),
    ...pairs,
    ...(axes && !within(axes.bounds, bounds) ? ['its axes reach beyond the board’s bounds'] : []),
  ]
}

const within = (inner: Bounds, outer: Bounds): boolean => {
  const { w, h } = around([inner, outer])
  return w === outer.w && h === outer.h
}

/** Ids are what shapes are known by in the document. */
function nameProblems({ regions, pieces }: Template): string[] {
  const ofCards = pieces.filter(({ kind }) => kind === 'card').map(({ id }) => id)
  const others = pieces.filter(({ kind }) => kind !== 'card').map(({ id }) => id)
  return [
    ...duplicates(ofCards, 'two ready cards called'),
    ...duplicates([...regions.map(({ id }) => id), ...others], 'two regions or pieces called'),
  ]
}

/** Each cell of the table is one region; a board that is read by its table or axes has them. */
function tableProblems({ reads, grid, axes, criteria, regions }: Template): string[] {
  const problems: string[] = []
  if ((reads === 'grid' || reads === 'screening') && !grid)
    problems.push(`is read as ${reads} but has no grid`)
  if (reads === 'map' && !axes) problems.push('is read as map but has no axes')
  if (reads === 'screening') problems.push(...weightProblems(criteria))
  if (reads === 'helix' && !regions.some(({ sector }) => sector))
    problems.push('is read as helix but no region has a sector')
  const known = { row: new Set(), column: new Set() }
  for (const { id } of grid?.rows ?? []) known.row.add(id)
  for (const { id } of grid?.columns ?? []) known.column.add(id)
  const inTable = regions.filter((region): region is Region & Required<Pick<Region, 'cell'>> => !!region.cell)
  for (const { id, cell } of inTable) {
    if (!known.row.has(cell.row))
      problems.push(`the region “${id}” is in the row “${cell.row}”, which is not there`)
    if (!known.column.has(cell.column))
      problems.push(`the region “${id}” is in the column “${cell.column}”, which is not there`)
  }
  const cells = inTable.map(({ cell }) => `${cell.row}, ${cell.column}`)
  return [...problems, ...duplicates(cells, 'two regions for the cell')]
}

function weightProblems(criteria: Template['criteria'] = []): string[] {
  const sum = criteria.reduce((total, { weight }) => total + weight, 0)
  return sum === 100 ? [] : [`the weights of its criteria sum to ${sum}, not to 100`]
}

function duplicates(names: readonly string[], what: string): string[] {
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  return [...new Set(twice)].map((name) => `has ${what} “${name}”`)
}
