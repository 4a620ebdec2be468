import { plainText } from '@sheshi/board'
import type { TLRecord } from '@tldraw/tlschema'
import { isLabelKey, isUntouched, label } from './labels/index.ts'

/**
 * What a viewer should read on one of the template's own shapes, in the viewer's language; null where it has no words
 * or people have written over them. Nothing is changed in the document.
 */
export function labelFor(record: TLRecord, locale: string): string | null {
  if (record.typeName !== 'shape') return null
  const { labelKey } = record.meta
  return isLabelKey(labelKey) && isUntouched(labelKey, plainText(record).trim())
    ? label(labelKey, locale)
    : null
}
