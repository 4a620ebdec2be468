import { type Step, steps } from '@sheshi/records'
import { Clock, Search, TriangleAlert, Users } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupOffers, type Offer, type OfferGroup } from './offers.ts'
import './gallery.css'

interface GalleryProps {
  offers: Offer[]
  /** The step that comes first. */
  first: Step | null
  chosen: string
  onChoose: (id: string) => void
}

/** All templates by step, to choose one from; a set of radio buttons for keyboard and screen reader. */
export function Gallery({ offers, first, chosen, onChoose }: GalleryProps) {
  const { t } = useTranslation()
  const [only, setOnly] = useState<OfferGroup['key'] | null>(null)
  const [words, setWords] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const groups = groupOffers(offers, { first, only, words })

  useEffect(() => {
    // The one that is chosen for a start may stand far below.
    list.current?.querySelector('.offer:has(:checked)')?.scrollIntoView({ block: 'nearest' })
  }, [])

  return (
    <div className="gallery-choice">
      <div className="gallery-tools">
        <Filter offers={offers} only={only} onOnly={setOnly} />
        <label className="gallery-search">
          <Search aria-hidden size={18} />
          <span className="visually-hidden">{t('gallery.search')}</span>
          <input
            type="search"
            className="input"
            value={words}
            placeholder={t('gallery.search')}
            onChange={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              // Enter takes what was found; it must not make a board of what was chosen before.
              event.preventDefault()
              const found = groups[0]?.offers[0]
              if (found) onChoose(found.id)
            }}
          />
        </label>
      </div>
      {/* A place that scrolls must be reachable by the keyboard, also where nothing in it has the focus. */}
      <div className="gallery-list" ref={list}>
        <p className="visually-hidden" role="status">
          {t('gallery.found', { count: groups.reduce((sum, group) => sum + group.offers.length, 0) })}
        </p>
        {groups.map(({ key, offers: offered }) => (
          <section key={key} data-step={key} aria-labelledby={`gallery-${key}`}>
            <h3 id={`gallery-${key}`} className="gallery-step">
              {nameOfGroup(t, key)}
            </h3>
            <div className="offers">
              {offered.map((offer) => (
                <OfferCard key={offer.id} offer={offer} chosen={offer.id === chosen} onChoose={onChoose} />
              ))}
            </div>
          </section>
        ))}
        {groups.length === 0 && <p className="muted gallery-none">{t('gallery.none')}</p>}
      </div>
    </div>
  )
}

type Say = ReturnType<typeof useTranslation>['t']

function nameOfGroup(t: Say, key: OfferGroup['key']): string {
  if (key === 'own') return t('gallery.own')
  return key === 'any' ? t('gallery.any') : t(`challenges.steps.${key}`)
}

interface FilterProps {
  offers: Offer[]
  only: OfferGroup['key'] | null
  onOnly: (key: OfferGroup['key'] | null) => void
}

function Filter({ offers, only, onOnly }: FilterProps) {
  const { t } = useTranslation()
  const keys: (OfferGroup['key'] | null)[] = [null, ...steps]
  if (offers.some(({ own }) => own)) keys.push('own')
  return (
    <fieldset className="gallery-filter">
      <legend className="visually-hidden">{t('gallery.filter')}</legend>
      {keys.map((key) => (
        <label key={key ?? 'all'} className="chip gallery-chip">
          <input type="radio" name="gallery-filter" checked={only === key} onChange={() => onOnly(key)} />
          {key === null ? t('gallery.all') : nameOfGroup(t, key)}
        </label>
      ))}
    </fieldset>
  )
}

interface OfferCardProps {
  offer: Offer
  chosen: boolean
  onChoose: (id: string) => void
}

function OfferCard({ offer, chosen, onChoose }: OfferCardProps) {
  return (
    <label className="offer">
      <input
        type="radio"
        name="template"
        value={offer.id}
        checked={chosen}
        onChange={() => onChoose(offer.id)}
      />
      <img className="offer-picture" src={offer.picture} alt="" loading="lazy" width={480} height={300} />
      <span className="offer-words">
        <span className="offer-name">{offer.name}</span>
        <span className="small muted offer-text">{offer.description}</span>
        <OfferFacts offer={offer} />
      </span>
    </label>
  )
}

/** How long it takes and for how many; or that its file cannot be used. */
export function OfferFacts({ offer }: { offer: Offer }) {
  const { t } = useTranslation()
  const { minutes, groupSize, own } = offer
  if (own?.problem) {
    return (
      <span className="chip offer-trouble">
        <TriangleAlert aria-hidden size={14} />
        {t('gallery.unusable')}
      </span>
    )
  }
  if (minutes === null && groupSize === null) return null
  return (
    <span className="offer-facts">
      {minutes !== null && (
        <span className="chip">
          <Clock aria-hidden size={14} />
          {t('gallery.minutes', { count: minutes })}
        </span>
      )}
      {groupSize && (
        <span className="chip">
          <Users aria-hidden size={14} />
          {t('gallery.people', { min: groupSize[0], max: groupSize[1] })}
        </span>
      )}
    </span>
  )
}
