import { z } from 'zod'
import { Locale, line, Moment, prose, RecordId, Step } from './common.ts'

const told = {
  name: line(100),
  /** One sentence for whoever chooses. */
  description: prose(300),
  /** The step it serves; null: any. */
  step: Step.nullable(),
}

/** Body of `POST /templates/own`: a board as it stands becomes a template of the lab. */
export const OwnTemplateCreate = z.strictObject({
  boardId: RecordId,
  name: told.name,
  description: told.description.optional(),
  step: told.step.optional(),
  /** What people put on the board stays on it; else only what the template drew and what is locked does. */
  keepWritten: z.boolean(),
})
export type OwnTemplateCreate = z.infer<typeof OwnTemplateCreate>

/** Body of `PATCH /templates/own/:id`. */
export const OwnTemplatePatch = z.strictObject(told).partial()
export type OwnTemplatePatch = z.infer<typeof OwnTemplatePatch>

/** What is known of a lab's own template without its drawing. */
export const OwnTemplate = z.object({
  id: RecordId,
  ...told,
  /** Id of the template whose method the board follows. */
  base: z.string(),
  /** The language that its labels are written in; each viewer reads their own. */
  locale: Locale,
  createdAt: Moment,
  version: z.int(),
})
export type OwnTemplate = z.infer<typeof OwnTemplate>

/** One of the answers of `GET /templates/own`. */
export interface OwnTemplateView extends OwnTemplate {
  previewUrl: string
  /** Why no board can be made from it; null: one can. */
  problem: 'template-damaged' | 'template-too-new' | null
}
