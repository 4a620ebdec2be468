export { type Duplicate, findDuplicates } from './brainstorm/duplicates.ts'
export { freeRectangle } from './brainstorm/freeRectangle.ts'
export { type GroupPlan, inRows, planGroup } from './brainstorm/groupPlan.ts'
export { notesOfText } from './brainstorm/lines.ts'
export { citiesBehind, type MergePlan, planMerge, sectorsBehind } from './brainstorm/merge.ts'
export { nearGroups, type Standing } from './brainstorm/nearness.ts'
export { notesToGroup } from './brainstorm/notesToGroup.ts'
export {
  addCard,
  applyChange,
  type BoardState,
  type Change,
  deleteCard,
  type Edited,
  everySection,
  moveCard,
  type Refusal,
  readState,
  renameCard,
  type Spot,
  shiftCard,
  spotsOf,
} from './edit/index.ts'
export { inAllLocales, isLabelKey, type LabelKey, label } from './labels/index.ts'
export { allCards, type CardAt, type CardIn, cardsIn } from './outline/allCards.ts'
export { outlineRows } from './outline/outlineRows.ts'
export { readOutline } from './outline/read.ts'
export { countCards, sectionsOf } from './outline/sections.ts'
export { type ShownSplits, withSectors } from './outline/withSectors.ts'
export type * from './outline.types.ts'
export { ideasToCsv, outlineToCsv, treeToCsv } from './output/csv.ts'
export { type MinutesOptions, outlineToMarkdown } from './output/markdown.ts'
export { allOwnIds, type PersonalMark, personalMarks, shapesOf, withoutMarks } from './ownMarks.ts'
export { type OwnThing, ownThings, thingOf, withdrawIds } from './ownThings.ts'
export { regionShown, regionsOnBoard, type StandingRegion } from './padRegions.ts'
export { type NoteWanted, noteRegions, placeNote } from './placeNote.ts'
export { placeThing, type ThingWanted } from './placeThing.ts'
export { annexOf } from './prototype/annex.ts'
export { type Device, newScreen, screenDevices } from './prototype/newScreen.ts'
export { type HotSpot, type PlayScreen, playScreens } from './prototype/play.ts'
export { labelFor } from './relabel.ts'
export { type BuildOptions, buildTemplate } from './templates/build.ts'
export { allTemplateProblems, templateProblems } from './templates/check.ts'
export { allTemplates, isTemplateId, type TemplateInfo, templateById, templates } from './templates/index.ts'
export { templatePreview } from './templates/preview.ts'
export type { Region, Template, TemplateId } from './templates/types.ts'
export { noteFit } from './textFit.ts'
export { around, type Bounds, holds, type Locale, locales, overlap } from './types.ts'
