import type { TLRecord } from '@tldraw/tlschema'
import type { Outline } from '../outline.types.ts'
import { templateById } from '../templates/index.ts'
import { readBlank } from './blank.ts'
import { viewBoard } from './board.ts'
import { readBrainstorm } from './brainstorm.ts'
import { readProblemTree } from './problemTree.ts'
import { readPrototype } from './prototype.ts'

/**
 * What a board says, by its template's method. Pure, and the same on the server and in a browser; the same records
 * give the same outline whatever order they come in. Every card with words is in it exactly once.
 * Throws a RangeError for an unknown template.
 */
export function readOutline(
  records: ReadonlyMap<string, TLRecord>,
  { template, locale }: { template: string; locale: string },
): Outline {
  const known = templateById(template)
  const view = viewBoard(records, known)
  switch (known.reads) {
    case 'problem-tree':
      return readProblemTree(view, locale)
    case 'brainstorm':
      return readBrainstorm(view, locale)
    case 'prototype':
      return readPrototype(view, locale)
    default:
      return readBlank(view, locale)
  }
}
