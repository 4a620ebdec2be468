import type { Slide } from '@sheshi/records'

/** The slide that comes so many after the one shown; the first where that one is gone. null: there are none. */
export function slideAfter(slides: readonly Slide[], shownId: string | null, by: number): Slide | null {
  const at = slides.findIndex(({ id }) => id === shownId)
  if (at < 0) return slides[0] ?? null
  return slides[(((at + by) % slides.length) + slides.length) % slides.length] ?? null
}

/** True for an answer (or what was remembered of one) that can be shown. */
export function areSlides(value: unknown): value is Slide[] {
  return Array.isArray(value) && value.every(isSlide)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isSlide = (value: unknown): value is Slide =>
  isObject(value) &&
  ['id', 'title', 'step', 'text', 'result', 'url'].every((field) => typeof value[field] === 'string') &&
  Array.isArray(value.helps) &&
  isObject(value.partners)
