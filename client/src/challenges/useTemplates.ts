import type { Locale, TemplateView } from '@sheshi/records'
import { useResource } from '../app/useResource.ts'

/** The templates, and a template's name in a language (its id until the names are known). */
export function useTemplates() {
  const { value, problem } = useResource<TemplateView[]>('/templates')
  const nameOf = (id: string, locale: Locale): string =>
    value?.find((template) => template.id === id)?.name[locale] ?? id
  return { templates: value, problem, nameOf }
}
