import { checkRecord, plainText } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { inAllLocales, type LabelKey, labelKeys } from '../labels/index.ts'
import { labelFor } from '../relabel.ts'
import { locales, overlap } from '../types.ts'
import { buildTemplate } from './build.ts'
import { allTemplateProblems, templateProblems } from './check.ts'
import { allTemplates, isTemplateId, templateById, templates } from './index.ts'
import { templatePreview } from './preview.ts'
import { type Template, templateIds } from './types.ts'
import { variantsOf } from './variants.ts'

describe('labels', () => {
  it('has words for every key in every language', () => {
    for (const key of labelKeys) {
      for (const [locale, words] of Object.entries(inAllLocales(key))) {
        expect(words.trim(), `${key} in ${locale}`).not.toBe('')
      }
    }
  })

  it('writes Albanian with its own letters', () => {
    const albanian = labelKeys.map((key) => inAllLocales(key).sq).join(' ')
    expect(albanian).toMatch(/ë/)
    expect(albanian).toMatch(/ç/i)
    expect(inAllLocales('problem-tree.effect.1').sq).toBe('Pasoja të drejtpërdrejta')
  })
})

describe('the check of a template', () => {
  const sound = templateById('after-action-review')
  const [first, second, ...rest] = sound.regions
  if (!first || !second) throw new Error('no regions')
  const shifted = { ...second, bounds: { ...second.bounds, x: first.bounds.x } }

  it('finds nothing in ours', () => {
    expect(allTemplateProblems(allTemplates)).toEqual([])
  })

  it.each<[string, Partial<Template>, string]>([
    [
      'overlapping regions',
      { regions: [first, shifted, ...rest] },
      'the regions “inbox” and “expected” overlap',
    ],
    [
      'a region outside',
      { bounds: { ...sound.bounds, w: 3000 } },
      'the region “next” reaches beyond the board’s bounds',
    ],
    [
      'a label that is not there',
      { nameKey: 'swot.name' as LabelKey },
      'the label “swot.name” is missing in sq',
    ],
    [
      'two of one name',
      { regions: [first, { ...second, id: 'inbox' }] },
      'has two regions or pieces called “inbox”',
    ],
    ['a table without cells', { reads: 'grid' }, 'is read as grid but has no grid'],
    ['a map without axes', { reads: 'map' }, 'is read as map but has no axes'],
    [
      'weights',
      { criteria: [{ id: 'a', labelKey: 'blank.name', weight: 99 }], reads: 'screening' },
      'the weights of its criteria sum to 99, not to 100',
    ],
    ['no script', { script: [] }, 'has no script for the facilitator'],
    [
      'a variant’s regions',
      {
        variants: {
          usual: 'blank.name',
          others: [{ id: 'b', labelKey: 'blank.name', regions: [first, shifted] }],
        },
      },
      'the regions “inbox” and “expected” overlap (b)',
    ],
  ])('names a template with %s', (_, broken, problem) => {
    expect(templateProblems({ ...sound, ...broken })).toContain(`template “after-action-review”: ${problem}`)
  })

  it('lets round regions overlap, and only those', () => {
    const round = {
      ...sound,
      regions: [
        { ...first, round: true },
        { ...shifted, round: true },
      ],
    }
    expect(templateProblems(round)).toEqual([])
    const half = { ...sound, regions: [{ ...first, round: true }, shifted] }
    expect(templateProblems(half)).toHaveLength(1)
  })

  it('names two templates of one id', () => {
    expect(allTemplateProblems([sound, sound])).toEqual(['has two templates called “after-action-review”'])
  })
})

describe('previews', () => {
  it('draw a template in the reader’s language and in the form asked for', () => {
    expect(templatePreview('helix-map', 'sq')).toContain('Qytetarët')
    expect(templatePreview('helix-map', 'sq', { variant: 'circles-3' })).not.toContain('Qytetarët')
    expect(() => templatePreview('helix-map', 'sq', { variant: 'circles-9' })).toThrow(
      new RangeError('the template “helix-map” has no variant “circles-9”'),
    )
  })
})

describe('templates', () => {
  it('lists every one, in the order of the steps, with names and descriptions in three languages', () => {
    expect(templates.map(({ id }) => id)).toEqual(templateIds)
    for (const { name, description } of templates) {
      expect(Object.keys(name).sort()).toEqual(['en', 'it', 'sq'])
      expect(new Set(Object.values(description)).size).toBe(3)
    }
  })

  it('knows its ids, and refuses others by name', () => {
    expect(isTemplateId('problem-tree')).toBe(true)
    expect(isTemplateId('constructor')).toBe(false)
    expect(() => buildTemplate('swot', 'en')).toThrow(new RangeError('there is no template “swot”'))
  })

  describe.each(allTemplates.map((template) => ({ id: template.id, template })))(
    '$id',
    ({ id, template }) => {
      it.each(locales)('is valid by tldraw’s schema in %s', (locale) => {
        for (const variant of [undefined, ...variantsOf(template).map((each) => each.id)]) {
          const records = buildTemplate(id, locale, { variant })
          expect(records.map(checkRecord).filter((problem) => problem !== null)).toEqual([])
          expect(new Set(records.map((record) => record.id)).size).toBe(records.length)
        }
      })

      it('is the same each time', () => {
        expect(buildTemplate(id, 'sq')).toEqual(buildTemplate(id, 'sq'))
      })

      it('stacks its shapes in the order in which they are listed', () => {
        const order = buildTemplate(id, 'en').map((record) =>
          record.typeName === 'shape' ? record.index : '',
        )
        expect(order).toEqual([...order].sort())
        expect(new Set(order).size).toBe(order.length)
      })

      it('keeps its regions inside and apart, aligned', () => {
        for (const region of template.regions) {
          const { x, y, w, h } = region.bounds
          const { bounds } = template
          expect(x >= bounds.x && y >= bounds.y, region.id).toBe(true)
          expect(x + w <= bounds.x + bounds.w && y + h <= bounds.y + bounds.h, region.id).toBe(true)
          expect(Math.abs(x % 8) + Math.abs(y % 4), region.id).toBe(0)
          const others = template.regions.filter((other) => other !== region)
          const under = others.filter((other) => overlap(other.bounds, region.bounds))
          expect(under.filter((other) => !other.round || !region.round)).toEqual([])
        }
      })

      it('locks everything but what is to be written on, moved or filled', () => {
        for (const record of buildTemplate(id, 'en')) {
          if (record.typeName !== 'shape') continue
          const { card, frame, stamp } = record.meta
          expect(record.isLocked, record.id).toBe(
            card === undefined && frame === undefined && stamp === undefined,
          )
        }
      })

      it('can be read by a viewer in another language', () => {
        const [english, albanian] = [buildTemplate(id, 'en'), buildTemplate(id, 'sq')]
        expect(english.map((record) => labelFor(record, 'sq') ?? '')).toEqual(
          albanian.map((record) => plainText(record)),
        )
      })
    },
  )
})
