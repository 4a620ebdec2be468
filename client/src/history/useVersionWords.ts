import type { VersionPeople, VersionView } from '@sheshi/records'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

/** Names that are said before the others are only counted. */
const namesAtMost = 4

/** How versions are spoken of in the reader's language. */
export function useVersionWords() {
  const { t } = useTranslation()
  const { day, time, number } = useLocale()
  return useMemo(() => {
    const person = ({ name, facilitator, sector }: VersionPeople): string =>
      name ??
      (facilitator
        ? t('history.people.facilitator')
        : sector
          ? t('history.people.sector', { sector: t(`challenges.sectors.${sector}`) })
          : t('history.people.guest'))
    return {
      time: ({ at }: Pick<VersionView, 'at'>) => time(at),
      moment: ({ at }: Pick<VersionView, 'at'>) => t('history.moment', { day: day(at), time: time(at) }),
      day: ({ at }: Pick<VersionView, 'at'>) => day(at),
      /** What a version is, where there is more to say than when it was. */
      label: ({ kind, name, exportNumber, backTo }: VersionView): string => {
        if (name) return name
        if (kind === 'export') return t('history.kinds.export', { number: exportNumber })
        if (kind === 'restore') return t('history.kinds.restore', { time: backTo ? time(backTo) : '' })
        return kind === 'start' ? t('history.kinds.start') : ''
      },
      people: ({ people }: VersionView): string => {
        const said = people.slice(0, namesAtMost).map(person)
        const more = people.length - said.length
        if (more > 0) said.push(t('history.people.more', { count: more, number: number(more) }))
        return said.join(', ')
      },
      changes: ({ changes }: VersionView): string =>
        changes === 0 ? '' : t('history.changes', { count: changes, number: number(changes) }),
    }
  }, [t, day, time, number])
}
