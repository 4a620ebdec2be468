import type { LabStateView } from '@sheshi/records'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

/** A span of time in its largest unit: `3 days`, `12 h`, `4 min`. */
export function spanText(t: TFunction, ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return t('lab.span.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return t('lab.span.hours', { count: hours })
  return t('lab.span.days', { count: Math.floor(hours / 24) })
}

/** What the machine has left, and since when the server runs. */
export function Figures({ state }: { state: LabStateView }) {
  const { t } = useTranslation()
  const { bytes, number } = useLocale()
  const { disk, memory, limits } = state
  const people = state.rooms.flatMap((room) => Object.values(room.people)).reduce((sum, n) => sum + n, 0)
  return (
    <dl className="lab-figures">
      <Figure name={t('lab.figures.people')} value={number(people)} />
      <Figure
        name={t('lab.figures.boards')}
        value={number(state.rooms.length)}
        more={t('lab.figures.boardsMost', { most: number(limits.openRooms) })}
      />
      <Figure
        name={t('lab.figures.disk')}
        value={disk ? bytes(disk.freeBytes) : '–'}
        more={disk ? t('lab.figures.of', { total: bytes(disk.totalBytes) }) : undefined}
      />
      <Figure
        name={t('lab.figures.memory')}
        value={bytes(memory.usedBytes)}
        more={t('lab.figures.of', { total: bytes(memory.totalBytes) })}
      />
      <Figure name={t('lab.figures.lag')} value={`${number(state.lagMs)} ms`} />
      <Figure
        name={t('lab.figures.running')}
        value={spanText(t, Date.now() - Date.parse(state.startedAt))}
        more={t('lab.figures.version', { version: state.version })}
      />
      <Backup state={state} />
    </dl>
  )
}

function Backup({ state: { lastBackup, nightlyCopies } }: { state: LabStateView }) {
  const { t } = useTranslation()
  const { recently } = useLocale()
  const none = nightlyCopies ? t('lab.backup.notYet') : t('lab.backup.off')
  const value = lastBackup ? recently(lastBackup.at) : none
  const more = lastBackup ? t(lastBackup.ok ? 'lab.backup.worked' : 'lab.backup.failed') : undefined
  return <Figure name={t('lab.figures.backup')} value={value} more={more} />
}

function Figure({ name, value, more }: { name: string; value: string; more?: string | undefined }) {
  return (
    <div className="card lab-figure">
      <dt>{name}</dt>
      <dd>
        <span className="lab-figure-value">{value}</span>
        {more && <span className="small muted">{more}</span>}
      </dd>
    </div>
  )
}
