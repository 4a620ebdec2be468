import type { TLRecord } from '@tldraw/tlschema'
import type { TemplateId } from '../../templates/types.ts'
import type { Locale } from '../../types.ts'
import { afterActionReview } from './afterActionReview.ts'
import { blank } from './blank.ts'
import { brainstorm } from './brainstorm.ts'
import { brainwriting } from './brainwriting.ts'
import { challengeScreening } from './challengeScreening.ts'
import { crazyEights } from './crazyEights.ts'
import { drawExample, type Example } from './draw.ts'
import { helixMap } from './helixMap.ts'
import { howMightWe } from './howMightWe.ts'
import { impactEffort } from './impactEffort.ts'
import { lessonsTransfer } from './lessonsTransfer.ts'
import { pilotPlan } from './pilotPlan.ts'
import { prototypeSketch } from './prototypeSketch.ts'
import { serviceBlueprint } from './serviceBlueprint.ts'
import { showcaseCard } from './showcaseCard.ts'
import { stakeholderMap } from './stakeholderMap.ts'
import { testAndLearningCard } from './testAndLearningCard.ts'
import { drawRiverObjectives, drawRiverProblems } from './trees.ts'
import { userJourney } from './userJourney.ts'

/** A lifelike board of a template; `records` draws it anew each time, the same each time. */
export interface WorkedExample {
  template: TemplateId
  locale: Locale
  title: string
  records(): Map<string, TLRecord>
}

const worked = (example: Example): WorkedExample => {
  const { template, locale, title } = example
  return { template, locale, title, records: () => drawExample(example) }
}

/** One worked example for each template. */
export const workedExamples: readonly WorkedExample[] = [
  brainstorm,
  howMightWe,
  brainwriting,
  crazyEights,
  impactEffort,
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
  .map(worked)
  .concat([
    { template: 'problem-tree', locale: 'en', title: 'River pollution', records: drawRiverProblems },
    { template: 'objectives-tree', locale: 'en', title: 'A clean river', records: drawRiverObjectives },
  ])

/** The worked example of one template. Throws a RangeError where there is none. */
export function exampleOf(template: string): WorkedExample {
  const found = workedExamples.find((example) => example.template === template)
  if (!found) throw new RangeError(`there is no example of “${template}”`)
  return found
}
