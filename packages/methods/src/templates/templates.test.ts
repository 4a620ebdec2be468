import { checkRecord, plainText } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { inAllLocales, labelKeys } from '../labels/index.ts'
import { labelFor } from '../relabel.ts'
import { locales, overlap } from '../types.ts'
import { buildTemplate } from './build.ts'
import { allTemplates, isTemplateId, templates } from './index.ts'
import { templateIds } from './types.ts'

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
        const records = buildTemplate(id, locale)
        expect(records.map(checkRecord).filter((problem) => problem !== null)).toEqual([])
        expect(new Set(records.map((record) => record.id)).size).toBe(records.length)
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
