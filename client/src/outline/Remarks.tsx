import { allCards, type LabelKey, label, type Outline } from '@sheshi/methods'
import { useTranslation } from 'react-i18next'

const words = {
  cycle: 'minutes.remark.cycle',
  'second-core': 'minutes.remark.second-core',
  unreadable: 'minutes.remark.unreadable',
  'strange-data': 'outline.remark.strange-data',
} as const satisfies Record<Outline['notes'][number]['code'], LabelKey>

interface RemarksProps {
  outline: Outline
  locale: string
  /** Goes to a card, in the tree and on the canvas. */
  onShow: (id: string) => void
}

/** What is odd on the board, with the way there; and what has no words: drawings and pictures, counted. */
export function Remarks({ outline, locale, onShow }: RemarksProps) {
  const { t } = useTranslation()
  const { notes, ink, images } = outline
  if (notes.length === 0 && ink === 0 && images === 0) return null
  const texts = notes.length > 0 ? new Map(allCards(outline).map(({ card }) => [card.id, card.text])) : null
  return (
    <section className="outline-remarks">
      <h3>{label('minutes.remarks', locale)}</h3>
      <ul className="plain-list">
        {notes.map(({ code, cards }) => (
          <li key={`${code} ${cards.join(' ')}`}>
            <p>{label(words[code], locale)}:</p>
            <ul className="plain-list">
              {cards.map((id) => {
                const text = texts?.get(id) ?? t('outline.untitled')
                return (
                  <li key={id} className="outline-remark">
                    <span>{text}</span>
                    <button
                      type="button"
                      className="button"
                      aria-label={t('outline.showCard', { text })}
                      onClick={() => onShow(id)}
                    >
                      {t('outline.show')}
                    </button>
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
        {ink > 0 && <li className="muted small">{`${label('minutes.ink', locale)}: ${ink}`}</li>}
        {images > 0 && <li className="muted small">{`${label('minutes.images', locale)}: ${images}`}</li>}
      </ul>
    </section>
  )
}
