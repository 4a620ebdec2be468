import { citiesBehind } from '@sheshi/methods'
import type { Sector } from '@sheshi/records'
import { Building2, GraduationCap, HeartHandshake, Landmark, type LucideIcon, Users } from 'lucide-react'
import type { Editor } from 'tldraw'

/** How a sector is shown on a note: a sign first, and a colour that keeps 4.5:1 to its white. */
export const sectorLooks: Record<Sector, { icon: LucideIcon; colour: string }> = {
  public: { icon: Landmark, colour: '#1b5e9c' },
  private: { icon: Building2, colour: '#7b3f98' },
  ngo: { icon: HeartHandshake, colour: '#a8321f' },
  university: { icon: GraduationCap, colour: '#1f6b3a' },
  citizens: { icon: Users, colour: '#7a5200' },
}

/** Colours of cities, in the order of their names; each keeps 4.5:1 to its white sign. */
const cityColours = ['#1b5e9c', '#a8321f', '#1f6b3a', '#7b3f98', '#7a5200', '#00695c', '#9c2c62', '#46536b']

/** How a city is shown on a note: by the first letters of its name, and a colour. */
export function cityLook(city: string, cities: readonly string[]): { sign: string; colour: string } {
  const [first = ''] = cityColours
  const colour = cityColours[cities.indexOf(city) % cityColours.length] ?? first
  return { sign: [...city].slice(0, 2).join(''), colour }
}

/** The cities that notes on the board come from, by name. */
export function citiesOn(editor: Editor): string[] {
  const cities = new Set<string>()
  for (const shape of editor.getCurrentPageShapes()) for (const city of citiesBehind(shape)) cities.add(city)
  return [...cities].sort((one, other) => one.localeCompare(other))
}
