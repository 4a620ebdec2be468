import { inAllLocales } from '../labels/index.ts'
import type { Locale } from '../types.ts'
import { blank } from './blank.ts'
import { brainstorm } from './brainstorm.ts'
import { problemTree } from './problemTree.ts'
import { prototypeSketch } from './prototypeSketch.ts'
import type { Template, TemplateId, TemplateStep } from './types.ts'

/** Every template with all its data, in the order in which they are offered. */
export const allTemplates: readonly Template[] = [brainstorm, problemTree, prototypeSketch, blank]

/** What a list of templates shows; the answer of `GET /templates`. */
export interface TemplateInfo {
  id: TemplateId
  step: TemplateStep | null
  minutes: number | null
  groupSize: [min: number, max: number] | null
  name: Record<Locale, string>
  description: Record<Locale, string>
}

export const templates: readonly TemplateInfo[] = allTemplates.map((template) => ({
  id: template.id,
  step: template.step,
  minutes: template.minutes,
  groupSize: template.groupSize,
  name: inAllLocales(template.nameKey),
  description: inAllLocales(template.descriptionKey),
}))

/** True where `id` is a template's. */
export function isTemplateId(id: string): id is TemplateId {
  return allTemplates.some((template) => template.id === id)
}

/** The data of one template. Throws a RangeError where there is none. */
export function templateById(id: string): Template {
  const found = allTemplates.find((template) => template.id === id)
  if (!found) throw new RangeError(`there is no template “${id}”`)
  return found
}
