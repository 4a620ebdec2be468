import { renderPreview } from '@sheshi/board'
import type { TLRecord } from '@tldraw/tlschema'
import { type BuildOptions, buildTemplate } from './build.ts'

const page: TLRecord = {
  typeName: 'page',
  id: 'page:page' as Extract<TLRecord, { typeName: 'page' }>['id'],
  name: '',
  index: 'a1' as Extract<TLRecord, { typeName: 'page' }>['index'],
  meta: {},
}

/** A template as a drawn picture (one self-contained SVG) in one language, for lists to choose from. */
export function templatePreview(
  id: string,
  locale: string,
  { variant, width = 480, height = 300 }: BuildOptions & { width?: number; height?: number } = {},
): string {
  return renderPreview([page, ...buildTemplate(id, locale, { variant })], { width, height })
}
