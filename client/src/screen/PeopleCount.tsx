import { type Sector, sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import type { Person } from '../board/people.ts'
import { countBySector } from './countBySector.ts'

const sectorKeys: Record<Sector | 'other', string> = {
  public: 'screen.sectors.public',
  private: 'screen.sectors.private',
  ngo: 'screen.sectors.ngo',
  university: 'screen.sectors.university',
  citizens: 'screen.sectors.citizens',
  other: 'screen.sectors.other',
}

/** How many people are on the board, and from which sectors; never who. */
export function PeopleCount({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation()
  const { total, bySector } = countBySector(people)
  // “Others” alone says no more than the number above.
  const shown = sectors.some((sector) => bySector[sector]) ? [...sectors, 'other' as const] : []
  return (
    <section className="screen-people">
      <p className="screen-people-total" data-testid="screen-people" data-count={total}>
        {t('screen.people', { count: total })}
      </p>
      <ul className="plain-list">
        {shown.map((sector) =>
          bySector[sector] ? (
            <li key={sector}>
              <span>{t(sectorKeys[sector])}</span>
              <strong>{bySector[sector]}</strong>
            </li>
          ) : null,
        )}
      </ul>
    </section>
  )
}
