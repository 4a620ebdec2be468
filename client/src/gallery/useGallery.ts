import type { OwnTemplateView, TemplateView } from '@sheshi/records'
import { useMemo } from 'react'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { type Offer, offersOf } from './offers.ts'

/** Everything a board can be made from, in the viewer's language; `offers` is null until the templates are known. */
export function useGallery(): { offers: Offer[] | null; problem: unknown; reload: () => void } {
  const { locale } = useLocale()
  const templates = useResource<TemplateView[]>('/templates')
  const own = useResource<OwnTemplateView[]>('/templates/own')
  // Without the lab's own, the others can still be chosen from.
  const offers = useMemo(
    () => (templates.value ? offersOf(templates.value, own.value ?? [], locale) : null),
    [templates.value, own.value, locale],
  )
  return { offers, problem: templates.problem ?? own.problem, reload: () => void own.reload() }
}
