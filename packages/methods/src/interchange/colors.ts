import { DefaultColorThemePalette } from '@tldraw/tlschema'

const theme = DefaultColorThemePalette.lightMode

/** tldraw's colours by name. */
const names = [
  'black',
  'grey',
  'light-violet',
  'violet',
  'blue',
  'light-blue',
  'yellow',
  'orange',
  'green',
  'light-green',
  'light-red',
  'red',
  'white',
] as const
export type ColorName = (typeof names)[number]

/** JSON Canvas's six presets. */
const presets: Record<string, ColorName> = {
  '1': 'red',
  '2': 'orange',
  '3': 'yellow',
  '4': 'green',
  '5': 'light-blue',
  '6': 'violet',
}

/** True for a colour of ours. */
export const isColor = (value: unknown): value is ColorName => names.some((name) => name === value)

/** Of a line. */
export const inkOf = (name: ColorName): string => theme[name].solid.toLowerCase()
/** Of a sheet of paper. */
export const paperOf = (name: ColorName): string => theme[name].note.fill.toLowerCase()

/** The colour of ours that looks most like one of another program; `otherwise` where it names none. */
export function nearestColor(value: unknown, otherwise: ColorName): ColorName {
  if (typeof value !== 'string') return otherwise
  const preset = Object.hasOwn(presets, value) ? presets[value] : undefined
  if (preset) return preset
  const wanted = channels(value)
  if (!wanted) return otherwise
  let best: ColorName = otherwise
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    // Paper is yellowish where nobody chose a colour; that makes no yellow black.
    for (const known of name === 'black' ? [inkOf(name)] : [inkOf(name), paperOf(name)]) {
      const distance = apart(wanted, channels(known) ?? [0, 0, 0])
      if (distance < least) [best, least] = [name, distance]
    }
  }
  return best
}

type Channels = [red: number, green: number, blue: number]

const apart = (one: Channels, other: Channels): number =>
  one.reduce((sum, value, at) => sum + (value - (other[at] ?? 0)) ** 2, 0)

function channels(hex: string): Channels | null {
  const digits = /^#([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(hex)?.[1]
  const short = /^#([0-9a-f]{3})$/i.exec(hex)?.[1]
  const all = digits ?? (short ? [...short].map((digit) => digit + digit).join('') : null)
  if (!all) return null
  const part = (at: number) => Number.parseInt(all.slice(at, at + 2), 16)
  return [part(0), part(2), part(4)]
}
