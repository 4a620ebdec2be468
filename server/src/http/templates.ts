import { checkRecord, readRecords, renderPreview, type TLRecord } from '@sheshi/board'
import { templatePreview, templates } from '@sheshi/methods'
import {
  type Board,
  Locale,
  OwnTemplate,
  OwnTemplateCreate,
  OwnTemplatePatch,
  type OwnTemplateView,
} from '@sheshi/records'
import type { Response } from 'express'
import type { Listed } from '../ownTemplates.ts'
import { TemplateTooLarge, TemplateUnusable, TooManyTemplates, templateLimits } from '../ownTemplates.ts'
import type { Services } from '../services.ts'
import { forBoard, picturesIn, templateRecords, withoutPictures } from '../templateRecords.ts'
import { newId } from './challenges.ts'
import { fieldProblem, Problem } from './problem.ts'
import { type Context, ifMatch, type Route, route, sendJson, sendRecord } from './route.ts'

const own = '/templates/own'
const answer = { words: 'The template, its version as ETag', schema: OwnTemplate }
const picture = { 200: { words: 'The picture', types: ['image/svg+xml'] }, 404: { words: 'not-found' } }
const previewSize = { width: 480, height: 300 }

/** `/templates/…`: pictures of what a board can be made from, and the lab's own templates. */
export function templateRoutes(services: Services): Route[] {
  return [...ownRoutes(services), previewRoute(), ...oneRoutes(services)]
}

/** Drawn once for each template, form and language that somebody looked at: there are less than two hundred. */
function previewRoute(): Route {
  const drawn = new Map<string, string>()
  return route({
    method: 'get',
    path: '/templates/:template/preview.svg',
    who: 'open',
    summary: 'A template as a drawn picture',
    query: { locale: 'the language of its labels; `en` when left out', variant: 'one of its other forms' },
    answers: picture,
    handle: ({ req, res, param }) => {
      const info = templates.find(({ id }) => id === param('template'))
      const { variant } = req.query
      const form = info?.variants.find(({ id }) => id === variant)?.id
      if (!info || (variant !== undefined && form === undefined)) throw new Problem('not-found')
      const locale = Locale.catch('en').parse(req.query.locale)
      const key = [info.id, form ?? '', locale].join(' ')
      const svg = drawn.get(key) ?? templatePreview(info.id, locale, { variant: form, ...previewSize })
      drawn.set(key, svg)
      sendPicture(res, svg, 'public, max-age=3600')
    },
  })
}

function sendPicture(res: Response, svg: string, caching: string): void {
  res.set('cache-control', caching)
  res.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  res.type('image/svg+xml').send(svg)
}

function ownRoutes(services: Services): Route[] {
  const { ownTemplates } = services
  return [
    route({
      method: 'get',
      path: own,
      who: 'facilitator',
      summary: 'The lab’s own templates',
      answers: { 200: { words: 'Templates by name; `problem` says which cannot be used' } },
      handle: async ({ res }) =>
        sendJson(
          res,
          (await ownTemplates.list()).map((one) => viewOf(one, services)),
        ),
    }),
    route({
      method: 'post',
      path: own,
      who: 'facilitator',
      summary: 'Save a board as one of the lab’s own templates; sectors and names never go with it',
      body: OwnTemplateCreate,
      answers: {
        201: answer,
        409: { words: 'too-many-templates' },
        413: { words: 'too-large: the drawing is larger than a template may be' },
        422: { words: 'invalid-body' },
        503: { words: 'not-saving' },
      },
      handle: (context) => createTemplate(services, context),
    }),
  ]
}

function oneRoutes(services: Services): Route[] {
  const { ownTemplates, assets } = services
  const drawn = new Map<string, string>()
  const path = `${own}/:templateId`
  return [
    route({
      method: 'get',
      path: `${path}/preview.svg`,
      who: 'facilitator',
      summary: 'One of the lab’s own templates as a drawn picture',
      answers: picture,
      handle: async ({ res, param }) => {
        const id = param('templateId')
        const kept = drawn.get(id)
        const svg = kept ?? drawTemplate(await usable(ownTemplates.records(id)))
        // Its drawing never changes; who deletes it and saves it anew gets another id.
        drawn.set(id, svg)
        sendPicture(res, svg, 'private, max-age=3600')
      },
    }),
    route({
      method: 'patch',
      path,
      who: 'facilitator',
      summary: 'Rename one of the lab’s own templates, describe it, or say which step it serves',
      body: OwnTemplatePatch,
      answers: { 200: answer, 412: { words: 'changed' }, 422: { words: 'invalid-body' } },
      handle: async (context) => {
        const change = Object.fromEntries(
          Object.entries(context.body).filter(([, value]) => value !== undefined),
        )
        const head = await usable(
          ownTemplates.update(context.param('templateId'), change, ifMatch(context.req)),
        )
        sendRecord(context, viewOf({ head, trouble: null }, services))
      },
    }),
    route({
      method: 'delete',
      path,
      who: 'facilitator',
      summary: 'Delete one of the lab’s own templates; boards made from it stay as they are',
      answers: { 204: { words: 'Deleted' } },
      handle: async ({ res, param }) => {
        const id = param('templateId')
        if (!(await ownTemplates.get(id))) throw new Problem('not-found')
        await ownTemplates.remove(id)
        await assets.removeAll(id)
        drawn.delete(id)
        res.status(204).end()
      },
    }),
  ]
}

const viewOf = ({ head, trouble }: Listed, { addresses }: Services): OwnTemplateView => ({
  ...head,
  previewUrl: addresses.under(`/api/v1${own}/${head.id}/preview.svg`),
  problem: trouble,
})

const page = { typeName: 'page', id: 'page:page', name: '', index: 'a1', meta: {} } as unknown as TLRecord
const drawTemplate = (records: readonly TLRecord[]): string => renderPreview([page, ...records], previewSize)

/** The pictures first, then the template that shows them; a picture that is gone is left out with its shape. */
async function createTemplate(services: Services, context: Context<OwnTemplateCreate>): Promise<void> {
  const { access, rooms, ownTemplates, assets } = services
  const { boardId, name, description = '', step, keepWritten } = context.body
  const board = await access.liveBoard(boardId)
  if (!board) throw fieldProblem('/boardId', 'unknown', 'There is no such board')
  const { doc } = await rooms.open(boardId)
  const { template: base, locale } = board
  const records = templateRecords(readRecords(doc), { keepWritten, locale })
  const id = newId()
  const missing = await assets.copy(boardId, id, picturesIn(records))
  const head: OwnTemplate = {
    id,
    name,
    description,
    step: step === undefined ? stepOf(base) : step,
    base,
    locale,
    createdAt: new Date().toISOString(),
    version: 1,
  }
  try {
    await usable(ownTemplates.insert(head, withoutPictures(records, missing)))
  } catch (error) {
    await assets.removeAll(id)
    throw error
  }
  context.res.location(services.addresses.under(`/api/v1${own}/${id}`))
  sendRecord(context, viewOf({ head, trouble: null }, services), 201)
}

const stepOf = (base: string) => templates.find(({ id }) => id === base)?.step ?? null

/** What is wrong with a template, as the problem that says it. */
async function usable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TemplateUnusable) throw new Problem(error.trouble, { detail: error.message })
    if (error instanceof TooManyTemplates) throw new Problem('too-many-templates', { detail: error.message })
    if (error instanceof TemplateTooLarge) {
      const detail = `A template has at most ${templateLimits.bytes >> 20} MB; leave out what people put on the board`
      throw new Problem('too-large', { detail })
    }
    throw error
  }
}

/** The records of a new board from one of the lab's own templates, with its pictures copied to the board. */
export async function recordsFromOwn(
  { ownTemplates, assets }: Services,
  board: Pick<Board, 'id' | 'template' | 'locale'>,
  templateId: string,
): Promise<TLRecord[]> {
  const listed = await ownTemplates.get(templateId)
  if (!listed) throw fieldProblem('/fromTemplate', 'unknown', 'There is no such template')
  const records = await usable(ownTemplates.records(templateId))
  if (listed.head.base !== board.template)
    throw fieldProblem('/template', 'base', `The template follows the method of ${listed.head.base}`)
  const missing = await assets.copy(templateId, board.id, picturesIn(records))
  const found = forBoard(withoutPictures(records, missing), board.id, board.locale)
  // Two long texts that were typed into one card at once are shown, but cannot be written anew.
  return found.filter((record) => checkRecord(record) === null)
}
