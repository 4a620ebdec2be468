import { type Locale, type OwnTemplateView, type Step, steps, type TemplateView } from '@sheshi/records'
import { under } from '../app/base.ts'

/** Something a board can be made from: one of the program's templates, or one of the lab's own. */
export interface Offer {
  /** Its id; ids of own templates are never those of templates. */
  id: string
  /** The template whose method the board follows. */
  template: string
  own: OwnTemplateView | null
  name: string
  description: string
  step: Step | null
  minutes: number | null
  groupSize: [min: number, max: number] | null
  script: string[]
  variants: { id: string; name: string }[]
  /** Address of its picture. */
  picture: string
}

/** A step with what serves it; `own` holds the lab's, `any` what serves every step. */
export interface OfferGroup {
  key: Step | 'own' | 'any'
  offers: Offer[]
}

/** What the gallery is asked to show. */
export interface Wanted {
  /** Comes first. */
  first: Step | null
  /** Nothing but this; null: all. */
  only: OfferGroup['key'] | null
  words: string
}

/** Templates as offers in the reader's language, the lab's own with the method of their base. */
export function offersOf(
  templates: readonly TemplateView[],
  own: readonly OwnTemplateView[],
  locale: Locale,
): Offer[] {
  const offered = templates.map((template) => offerOf(template, locale))
  return [...offered, ...own.map((one) => ownOffer(one, offered, locale))]
}

const pictureOf = (path: string, locale: Locale): string =>
  under(`/api/v1/templates/${path}/preview.svg?locale=${locale}`)

const offerOf = (template: TemplateView, locale: Locale): Offer => ({
  id: template.id,
  template: template.id,
  own: null,
  name: template.name[locale],
  description: template.description[locale],
  step: template.step,
  minutes: template.minutes,
  groupSize: template.groupSize,
  script: template.script.map((line) => line[locale]),
  variants: template.variants.map(({ id, name }) => ({ id, name: name[locale] })),
  picture: pictureOf(template.id, locale),
})

function ownOffer(own: OwnTemplateView, offered: readonly Offer[], locale: Locale): Offer {
  const base = offered.find(({ id }) => id === own.base)
  return {
    id: own.id,
    template: own.base,
    own,
    name: own.name,
    description: own.description || (base?.name ?? ''),
    step: own.step,
    minutes: base?.minutes ?? null,
    groupSize: base?.groupSize ?? null,
    script: base?.script ?? [],
    variants: [],
    picture: own.problem === null ? own.previewUrl : pictureOf('blank', locale),
  }
}

/** The address of an offer's picture in one of its forms. */
export const pictureIn = (offer: Offer, variant: string | null): string =>
  variant === null ? offer.picture : `${offer.picture}&variant=${encodeURIComponent(variant)}`

/** Offers by step: the step that comes first, the lab's own, the other steps in their order, what serves any at the end. */
export function groupOffers(offers: readonly Offer[], { first, only, words }: Wanted): OfferGroup[] {
  const found = offers.filter((offer) => hasWords(offer, words))
  const order: OfferGroup['key'][] = [...steps.filter((step) => step !== first), 'any']
  const keys: OfferGroup['key'][] = first ? [first, 'own', ...order] : ['own', ...order]
  return keys
    .filter((key) => only === null || key === only)
    .map((key) => ({ key, offers: found.filter((offer) => keyOf(offer) === key) }))
    .filter((group) => group.offers.length > 0)
}

const keyOf = ({ own, step }: Offer): OfferGroup['key'] => (own ? 'own' : (step ?? 'any'))

/** Letters without their accents, so that “pemë” is found by “peme”. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** True where each word that was typed begins or is part of a word of the offer. */
function hasWords({ name, description, script }: Offer, words: string): boolean {
  const text = plain([name, description, ...script].join(' '))
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** What is chosen when nobody has chosen yet: the first of the challenge's step, else the brainstorm. */
export function usualOffer(offers: readonly Offer[], first: Step | null): string {
  const ofStep = first ? offers.find(({ own, step }) => own === null && step === first) : undefined
  return ofStep?.id ?? 'brainstorm'
}
