import { type Locale, locales } from '../types.ts'
import { afterActionReviewWords } from './afterActionReview.ts'
import { brainwritingWords } from './brainwriting.ts'
import { challengeScreeningWords } from './challengeScreening.ts'
import { commonWords } from './common.ts'
import { crazyEightsWords } from './crazyEights.ts'
import { type LabelKey as OldKey, en as oldEn } from './en.ts'
import { helixMapWords } from './helixMap.ts'
import { howMightWeWords } from './howMightWe.ts'
import { impactEffortWords } from './impactEffort.ts'
import { it as oldIt } from './it.ts'
import { lessonsTransferWords } from './lessonsTransfer.ts'
import { objectivesTreeWords } from './objectivesTree.ts'
import { outlineWords } from './outline.ts'
import { pilotPlanWords } from './pilotPlan.ts'
import { prototypeFormsWords } from './prototypeForms.ts'
import { serviceBlueprintWords } from './serviceBlueprint.ts'
import { showcaseCardWords } from './showcaseCard.ts'
import { sq as oldSq } from './sq.ts'
import { stakeholderMapWords } from './stakeholderMap.ts'
import { testAndLearningCardWords } from './testAndLearningCard.ts'
import { userJourneyWords } from './userJourney.ts'
import { inLocale } from './words.ts'

/** The labels of every template, one file each; those older than this table are in `en.ts`, `it.ts` and `sq.ts`. */
const tables = {
  ...afterActionReviewWords,
  ...brainwritingWords,
  ...challengeScreeningWords,
  ...commonWords,
  ...crazyEightsWords,
  ...helixMapWords,
  ...howMightWeWords,
  ...impactEffortWords,
  ...lessonsTransferWords,
  ...objectivesTreeWords,
  ...outlineWords,
  ...pilotPlanWords,
  ...prototypeFormsWords,
  ...serviceBlueprintWords,
  ...showcaseCardWords,
  ...stakeholderMapWords,
  ...testAndLearningCardWords,
  ...userJourneyWords,
}

export type LabelKey = OldKey | keyof typeof tables

const en: Record<LabelKey, string> = { ...oldEn, ...inLocale(tables, 'en') }
const it: Record<LabelKey, string> = { ...oldIt, ...inLocale(tables, 'it') }
const sq: Record<LabelKey, string> = { ...oldSq, ...inLocale(tables, 'sq') }
const labels: Record<Locale, Record<LabelKey, string>> = { en, it, sq }

/** Every key that a label can be asked for. */
export const labelKeys = Object.keys(en) as LabelKey[]

/** A label in one language; English where the language is not one of ours. */
export function label(key: LabelKey, locale: string): string {
  const known = locales.find((each) => each === locale) ?? 'en'
  return labels[known][key]
}

/** A label in every language. */
export function inAllLocales(key: LabelKey): Record<Locale, string> {
  return { en: en[key], it: it[key], sq: sq[key] }
}

/** True where `key` (as a record's `meta.labelKey` holds it) is one of ours. */
export function isLabelKey(key: unknown): key is LabelKey {
  return typeof key === 'string' && Object.hasOwn(en, key)
}

/** True where a text is exactly the label `key` in any language: nobody has written over it. */
export function isUntouched(key: LabelKey, text: string): boolean {
  return locales.some((locale) => labels[locale][key] === text)
}
