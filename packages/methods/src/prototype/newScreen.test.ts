import { checkRecord, pageBounds } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import { readOutline } from '../outline/read.ts'
import type { PrototypeOutline } from '../outline.types.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { overlap } from '../types.ts'
import { annexOf } from './annex.ts'
import { newScreen, screenDevices } from './newScreen.ts'

const wanted = { locale: 'sq', nameOf: (no: number) => `Ekrani ${no}` }

it('adds screens of every device with the next numbers, covering nothing, and remarks beside them are theirs', () => {
  const records: Map<string, TLRecord> = boardOf('prototype-sketch', 'sq')
  const added: TLShape[] = []
  for (const { device } of screenDevices) {
    const before = [...records.values()].filter((record) => record.typeName === 'shape')
    const shapes = newScreen(records, { ...wanted, device })
    for (const shape of shapes) {
      expect(checkRecord(shape)).toBeNull()
      const place = pageBounds(new Map([...records, [shape.id, shape]]), shape.id)
      if (!place) throw new Error('nowhere')
      const covered = before.filter((other) => {
        const bounds = pageBounds(records, other.id)
        return bounds !== null && overlap(bounds, place)
      })
      expect(covered.map(({ id }) => id)).toEqual([])
    }
    for (const shape of shapes) records.set(shape.id, shape)
    const [frame] = shapes
    if (frame) added.push(frame)
  }
  const [phone] = added
  const bounds = phone && pageBounds(records, phone.id)
  if (!bounds) throw new Error('no screen was added')
  const gutter = annexOf(bounds, 'screen')
  const remark = noteAt('remark', 'Too small', gutter.x + 140, gutter.y + 300)
  records.set(remark.id, remark)
  const { screens, ink } = readOutline(records, {
    template: 'prototype-sketch',
    locale: 'sq',
  }) as PrototypeOutline
  expect(screens.map(({ no, device, title }) => [no, device, title])).toEqual(
    screenDevices.map(({ device }, at) => [at + 6, device, `Ekrani ${at + 6}`]),
  )
  expect(screens[0]?.annotations.map(({ id }) => id)).toEqual(['remark'])
  expect(ink).toBe(0)
})

it('begins at number one where every screen was taken away', () => {
  const records = boardOf('prototype-sketch')
  for (const [id, record] of records) {
    if (record.typeName === 'shape' && record.type === 'frame') records.delete(id)
  }
  const [frame] = newScreen(records, { ...wanted, device: 'wall' })
  expect(frame?.meta.no).toBe(1)
})
