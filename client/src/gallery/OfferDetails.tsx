import { useTranslation } from 'react-i18next'
import { OfferFacts } from './Gallery.tsx'
import { OwnTemplateTools } from './OwnTemplateTools.tsx'
import { type Offer, pictureIn } from './offers.ts'

interface OfferDetailsProps {
  offer: Offer
  variant: string | null
  onVariant: (variant: string) => void
  /** One of the lab's own was renamed or deleted. */
  onChanged: () => void
}

/** What was chosen, larger: its picture, its forms, how it is conducted; of an own one, what can be done with it. */
export function OfferDetails({ offer, variant, onVariant, onChanged }: OfferDetailsProps) {
  const { t } = useTranslation()
  const { own, variants, script } = offer
  const form = variant ?? variants[0]?.id ?? null
  return (
    <section className="offer-details" aria-labelledby="offer-chosen">
      <img
        className="offer-picture"
        src={pictureIn(offer, form)}
        alt={t('gallery.pictureOf', { name: offer.name })}
        width={480}
        height={300}
      />
      <h3 id="offer-chosen">{t('gallery.chosen', { name: offer.name })}</h3>
      <p className="muted">{offer.description}</p>
      <OfferFacts offer={offer} />
      {own?.problem && <p className="notice notice-danger">{t(`app.problems.${own.problem}`)}</p>}
      {variants.length > 1 && (
        <fieldset className="offer-variants">
          <legend className="field-label">{t('gallery.variant')}</legend>
          {variants.map(({ id, name }) => (
            <label key={id} className="offer-variant">
              <input
                type="radio"
                name="variant"
                value={id}
                checked={id === form}
                onChange={() => onVariant(id)}
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      {script.length > 0 && (
        <>
          <h4>{t('gallery.script')}</h4>
          <ol className="offer-script small">
            {script.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </>
      )}
      {own && <OwnTemplateTools key={own.id} template={own} onChanged={onChanged} />}
    </section>
  )
}
