import type { TLRecord } from '@tldraw/tlschema'
import type { Outline } from '../outline.types.ts'
import { templateById } from '../templates/index.ts'
import { readBlank } from './blank.ts'
import { viewBoard } from './board.ts'
import { readBrainstorm } from './brainstorm.ts'
import { readGrid } from './grid.ts'
import { readHelix } from './helix.ts'
import { readObjectivesTree } from './objectivesTree.ts'
import { readProblemTree } from './problemTree.ts'
import { readPrototype } from './prototype.ts'
import { readMap, readRegions } from './regions.ts'
import { readScreening } from './screening.ts'

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
    case 'objectives-tree':
      return readObjectivesTree(view, locale)
    case 'brainstorm':
      return readBrainstorm(view, known, locale)
    case 'prototype':
      return readPrototype(view, locale)
    case 'frames':
      return readBlank(view, locale)
    case 'regions':
      return readRegions(view, known, locale)
    case 'map':
      return readMap(view, known, locale)
    case 'grid':
      return readGrid(view, known, locale)
    case 'screening':
      return readScreening(view, known, locale)
    case 'helix':
      return readHelix(view, known, locale)
  }
}
