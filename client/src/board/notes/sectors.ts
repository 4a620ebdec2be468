import type { Sector } from '@sheshi/records'
import { Building2, GraduationCap, HeartHandshake, Landmark, type LucideIcon, Users } from 'lucide-react'

/** How a sector is shown on a note: a sign first, and a colour that keeps 4.5:1 to its white. */
export const sectorLooks: Record<Sector, { icon: LucideIcon; colour: string }> = {
  public: { icon: Landmark, colour: '#1b5e9c' },
  private: { icon: Building2, colour: '#7b3f98' },
  ngo: { icon: HeartHandshake, colour: '#a8321f' },
  university: { icon: GraduationCap, colour: '#1f6b3a' },
  citizens: { icon: Users, colour: '#7a5200' },
}
