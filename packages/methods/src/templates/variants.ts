import type { LabelKey } from '../labels/index.ts'
import type { Template } from './types.ts'

/** The id under which a template's own form is offered beside its variants. */
export const usualVariant = 'usual'

/** A template as one of its variants has it. Throws a RangeError where it has none of that name. */
export function inVariant(template: Template, variant: string | undefined): Template {
  if (variant === undefined || variant === usualVariant) return template
  const found = template.variants?.others.find(({ id }) => id === variant)
  if (!found) throw new RangeError(`the template “${template.id}” has no variant “${variant}”`)
  const { bounds = template.bounds, regions = template.regions, pieces = template.pieces } = found
  return { ...template, bounds, regions, pieces }
}

/** What can be chosen of a template, its own form first; empty where there is nothing to choose. */
export function variantsOf({ variants }: Template): { id: string; labelKey: LabelKey }[] {
  if (!variants) return []
  const others = variants.others.map(({ id, labelKey }) => ({ id, labelKey }))
  return [{ id: usualVariant, labelKey: variants.usual }, ...others]
}
