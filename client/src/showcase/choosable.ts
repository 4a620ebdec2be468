import type { Export } from '@sheshi/records'

/** The newest export of each board, and older ones that are shown. */
export function choosable(exports: readonly Export[], chosen: readonly string[]): Export[] {
  const newest = new Map<string, Export>()
  for (const made of exports) {
    const known = newest.get(made.boardId)
    if (!known || known.number < made.number) newest.set(made.boardId, made)
  }
  return exports.filter((made) => newest.get(made.boardId) === made || chosen.includes(made.id))
}

/** The file of an export that shows the whole board; null where there is none. */
export const pictureFile = ({ files }: Export): string | null =>
  (files.find(({ type }) => type === 'image/png') ?? files.find(({ type }) => type.startsWith('image/')))
    ?.path ?? null
