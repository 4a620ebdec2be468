import type { Export } from '@sheshi/records'

/** The exports of each board, newest first; boards in the order of their newest export. */
export function byBoard(exports: Export[]): Export[][] {
  const newestFirst = [...exports].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const boards = new Map<string, Export[]>()
  for (const item of newestFirst) boards.set(item.boardId, [...(boards.get(item.boardId) ?? []), item])
  return [...boards.values()]
}
