import { z } from 'zod'
import { locales, sectors, steps } from './plain.ts'

export const Step = z.enum(steps)
export type Step = z.infer<typeof Step>

export const Sector = z.enum(sectors)
export type Sector = z.infer<typeof Sector>

export const Locale = z.enum(locales)
export type Locale = z.infer<typeof Locale>

/** Ids of records; a board's id is also its room's id and stands in its URL. */
export const RecordId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'id')

/** A moment, ISO 8601 in UTC. */
export const Moment = z.iso.datetime()

/** One line of plain text: trimmed, not empty, no control characters, at most `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !hasControlCharacter(text), 'control-characters')

/** Plain text of several lines, may be empty, at most `max` characters. */
export const prose = (max: number) => z.string().trim().max(max)

/** A text in one language, or one for each language code (challenge-record/1, `$defs.text`). */
export const text = (max: number) =>
  z.union([prose(max), z.record(z.string().regex(/^[a-z]{2}$/), prose(max))])

/** True where a string holds a C0 control character or DEL; none belongs in a single line. */
function hasControlCharacter(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code < 32 || code === 127) return true
  }
  return false
}
