import type { OutlineChanges, OutlinePlace } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import './exports.css'

/** What changed between two states of a board, card by card, in words. */
export function ChangeList({ changes }: { changes: OutlineChanges }) {
  const { t } = useTranslation()
  const placeName = ({ section, title, under }: OutlinePlace): string =>
    under?.text || t(`challenges.outline.sections.${section}`, { defaultValue: title })
  const { added, removed, changed, moved } = changes
  if (added.length + removed.length + changed.length + moved.length === 0) {
    return <p className="muted">{t('challenges.changes.none')}</p>
  }
  return (
    <ul className="plain-list stack stack-tight" aria-live="polite">
      {added.map((card) => (
        <li key={card.id} className="change" data-kind="added">
          <strong>{t('challenges.changes.added')}</strong> <ins>{card.text}</ins>{' '}
          <span className="small muted">{placeName(card.place)}</span>
        </li>
      ))}
      {removed.map((card) => (
        <li key={card.id} className="change" data-kind="removed">
          <strong>{t('challenges.changes.removed')}</strong> <del>{card.text}</del>{' '}
          <span className="small muted">{placeName(card.place)}</span>
        </li>
      ))}
      {changed.map((card) => (
        <li key={card.id} className="change" data-kind="changed">
          <strong>{t('challenges.changes.changed')}</strong> <del>{card.before}</del> <ins>{card.after}</ins>
        </li>
      ))}
      {moved.map((card) => (
        <li key={card.id} className="change" data-kind="moved">
          <strong>{t('challenges.changes.moved')}</strong> {card.text}{' '}
          <span className="small muted">
            {t('challenges.changes.fromTo', { from: placeName(card.from), to: placeName(card.to) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
