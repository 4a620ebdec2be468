import { type Slide, sectors, steps } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { QrCode } from '../board/QrCode.tsx'

interface SlideViewProps {
  slide: Slide
  /** Address of its picture; null where there is none, or not yet. */
  picture: string | null
}

/** One challenge or success, large enough to be read from the other end of the room. */
export function SlideView({ slide, picture }: SlideViewProps) {
  const { t } = useTranslation()
  const { title, step, text, helps, result, url } = slide
  return (
    <main
      className="slide"
      data-step={step}
      data-kind={slide.kind}
      data-picture={picture !== null || undefined}
    >
      <div className="slide-words">
        <p className="slide-step">
          <span aria-hidden>{steps.indexOf(step) + 1}</span>
          {t(`challenges.steps.${step}`)}
        </p>
        <h1 data-long={title.length > 60 || undefined}>{title}</h1>
        {result && (
          <p className="slide-result">
            <span className="slide-label">{t('showcase.result')}</span>
            <strong data-long={result.length > 40 || undefined}>{result}</strong>
          </p>
        )}
        {text && <p className="slide-text">{text}</p>}
        {helps.length > 0 && (
          <p className="slide-helps">
            <span className="slide-label">{t('showcase.helps')}</span>
            {helps.slice(0, 4).join(' · ')}
          </p>
        )}
      </div>
      <div className="slide-side">
        {picture && <img src={picture} alt={slide.picture?.title ?? ''} />}
        <Partners partners={slide.partners} />
        <div className="slide-more">
          <QrCode text={url} label={t('showcase.qr')} />
          <p>
            <strong>{t('showcase.readOn')}</strong>
            <span>{url.replace(/^https?:\/\//, '').replace(/\/public\/.*$/, '/public')}</span>
          </p>
        </div>
      </div>
    </main>
  )
}

/** By sector, as many names as there is room for. */
function Partners({ partners }: { partners: Slide['partners'] }) {
  const { t } = useTranslation()
  const shown = sectors.filter((sector) => (partners[sector] ?? []).length > 0)
  if (shown.length === 0) return null
  return (
    <dl className="slide-partners">
      {shown.map((sector) => (
        <div key={sector}>
          <dt>{t(`challenges.sectors.${sector}`)}</dt>
          <dd>{(partners[sector] ?? []).join(', ')}</dd>
        </div>
      ))}
    </dl>
  )
}
