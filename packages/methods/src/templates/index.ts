import { inAllLocales } from '../labels/index.ts'
import type { Locale } from '../types.ts'
import { afterActionReview } from './afterActionReview.ts'
import { blank } from './blank.ts'
import { brainstorm } from './brainstorm.ts'
import { brainwriting } from './brainwriting.ts'
import { challengeScreening } from './challengeScreening.ts'
import { crazyEights } from './crazyEights.ts'
import { helixMap } from './helixMap.ts'
import { howMightWe } from './howMightWe.ts'
import { impactEffort } from './impactEffort.ts'
import { lessonsTransfer } from './lessonsTransfer.ts'
import { objectivesTree } from './objectivesTree.ts'
import { pilotPlan } from './pilotPlan.ts'
import { problemTree } from './problemTree.ts'
import { prototypeSketch } from './prototypeSketch.ts'
import { serviceBlueprint } from './serviceBlueprint.ts'
import { showcaseCard } from './showcaseCard.ts'
import { stakeholderMap } from './stakeholderMap.ts'
import { testAndLearningCard } from './testAndLearningCard.ts'
import type { Template, TemplateId, TemplateStep } from './types.ts'
import { userJourney } from './userJourney.ts'
import { variantsOf } from './variants.ts'

/** Every template with all its data, in the order in which they are offered. */
export const allTemplates: readonly Template[] = [
  brainstorm,
  howMightWe,
  brainwriting,
  crazyEights,
  impactEffort,
  problemTree,
  objectivesTree,
  prototypeSketch,
  userJourney,
  serviceBlueprint,
  challengeScreening,
  stakeholderMap,
  helixMap,
  testAndLearningCard,
  pilotPlan,
  lessonsTransfer,
  afterActionReview,
  showcaseCard,
  blank,
]

/** What a list of templates shows; the answer of `GET /templates`. */
export interface TemplateInfo {
  id: TemplateId
  step: TemplateStep | null
  minutes: number | null
  groupSize: [min: number, max: number] | null
  name: Record<Locale, string>
  description: Record<Locale, string>
  /** The facilitator's steps in order. */
  script: Record<Locale, string>[]
  /** Forms to choose from when a board is made, the usual one first; none where there is only one. */
  variants: { id: string; name: Record<Locale, string> }[]
}

export const templates: readonly TemplateInfo[] = allTemplates.map((template) => ({
  id: template.id,
  step: template.step,
  minutes: template.minutes,
  groupSize: template.groupSize,
  name: inAllLocales(template.nameKey),
  description: inAllLocales(template.descriptionKey),
  script: template.script.map(inAllLocales),
  variants: variantsOf(template).map(({ id, labelKey }) => ({ id, name: inAllLocales(labelKey) })),
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
