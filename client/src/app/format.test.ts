import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayOf, formatBytes, formatDay, formatNumber, formatTime, isDay } from './format.ts'

const moment = new Date(2026, 10, 22, 17, 4).toISOString()

afterEach(() => {
  vi.restoreAllMocks()
})

describe('moments and numbers', () => {
  it('are written as each language does', () => {
    expect(formatDay(moment, 'en')).toBe('22 Nov 2026')
    expect(formatDay(moment, 'it')).toBe('22 nov 2026')
    expect(formatTime(moment, 'it')).toBe('17:04')
    expect(formatNumber(12_345.5, 'it')).toBe('12.345,5')
    expect(formatBytes(1_432_000, 'en')).toBe('1.5 MB')
    expect(formatBytes(250_100_000_000, 'en')).toBe('250 GB')
  })

  it('tells a day from words about one', () => {
    expect(['2026-03-14', '2026-13-40', 'spring 2026', '2026-03', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect(formatNumber(41.32754, 'en', 5)).toBe('41.32754')
  })

  it('are written in figures where the browser knows no Albanian, never in another language', () => {
    vi.spyOn(Intl.DateTimeFormat, 'supportedLocalesOf').mockReturnValue([])
    expect(formatDay(moment, 'sq')).toBe('22.11.2026')
    expect(formatTime(moment, 'sq')).toBe('17:04')
    expect(formatNumber(1_234.5, 'sq')).not.toMatch(/[a-z’]/)
  })
})

describe('dayOf', () => {
  const now = new Date(2026, 2, 1, 0, 30)
  it('counts days of the calendar, not hours', () => {
    expect(dayOf(new Date(2026, 2, 1, 0, 1).toISOString(), now)).toBe('today')
    expect(dayOf(new Date(2026, 1, 28, 23, 59).toISOString(), now)).toBe('yesterday')
    expect(dayOf(new Date(2026, 1, 27, 23, 59).toISOString(), now)).toBe('earlier')
  })
})
