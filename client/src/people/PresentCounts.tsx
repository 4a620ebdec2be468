import { type PresentView, type Split, sectors } from '@sheshi/records'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useResource } from '../app/useResource.ts'

/** How many of each sector are here, and of each city where somebody named one; asked anew when somebody comes or goes. */
export function PresentCounts({ boardId, people }: { boardId: string; people: number }) {
  const { t } = useTranslation()
  const { value, reload } = useResource<PresentView>(`/boards/${boardId}/present`)
  useEffect(() => {
    if (people > 0) void reload()
  }, [people, reload])
  if (!value) return null
  const known = sectors.filter((sector) => value.bySector[sector])
  const cities = Object.keys(value.byCity).filter((city) => city !== 'other')
  return (
    <>
      {known.length > 0 && (
        <Counts
          title={t('people.present.sectors')}
          parts={known.map((sector) => [t(`challenges.sectors.${sector}`), value.bySector[sector] ?? 0])}
          split={value.bySector}
        />
      )}
      {cities.length > 0 && (
        <Counts
          title={t('people.present.cities')}
          parts={cities.map((city) => [city, value.byCity[city] ?? 0])}
          split={value.byCity}
        />
      )}
    </>
  )
}

function Counts({ title, parts, split }: { title: string; parts: [string, number][]; split: Split }) {
  const { t } = useTranslation()
  const rest: [string, number][] = split.other ? [[t('people.present.other'), split.other]] : []
  return (
    <section className="present-counts" aria-label={title}>
      <h3>{title}</h3>
      <ul className="plain-list">
        {[...parts, ...rest].map(([name, count]) => (
          <li key={name}>
            <span>{name}</span>
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  )
}
