import { type Sector, sectors } from '@sheshi/records'
import { Building2, GraduationCap, HeartHandshake, Landmark, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const icons = {
  public: Landmark,
  private: Building2,
  ngo: HeartHandshake,
  university: GraduationCap,
  citizens: Users,
} as const satisfies Record<Sector, typeof Users>

// Most people in the room are citizens: theirs is the first button.
const order: Sector[] = [...sectors].sort((a, b) => Number(b === 'citizens') - Number(a === 'citizens'))

/** Where somebody comes from, as large buttons of which one may be chosen. */
export function SectorChoice({
  value,
  onChange,
}: {
  value: Sector | null
  onChange: (sector: Sector) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className="sectors">
      <legend className="field-label">{t('join.sector')}</legend>
      {order.map((sector) => {
        const Icon = icons[sector]
        return (
          <label key={sector} className="sector">
            <input
              type="radio"
              name="sector"
              value={sector}
              checked={value === sector}
              onChange={() => onChange(sector)}
            />
            <Icon aria-hidden size={22} />
            <span>{t(`challenges.sectors.${sector}`)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}
