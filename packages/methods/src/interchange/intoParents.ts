import type { Thing } from './types.ts'

/** Things whose places are the page's, put into the coordinates of the frames and groups they are in. */
export function intoParents(things: readonly Thing[]): Thing[] {
  const byId = new Map(things.map((thing) => [thing.id, thing]))
  return things.map((thing) => {
    const parent = thing.parent === null ? undefined : byId.get(thing.parent)
    if (!parent || thing.kind === 'arrow') return { ...thing, parent: null }
    return { ...thing, x: thing.x - parent.x, y: thing.y - parent.y }
  })
}

/** The boxes that hold a thing, for the smallest of them: a grid would be quicker, but files have few groups. */
export function smallestAround<T extends Pick<Thing, 'id' | 'x' | 'y' | 'w' | 'h'>>(
  groups: readonly T[],
  { id, x, y, w, h }: Pick<Thing, 'id' | 'x' | 'y' | 'w' | 'h'>,
): T | null {
  let found: T | null = null
  for (const group of groups) {
    const holds =
      group.id !== id &&
      group.x <= x &&
      group.y <= y &&
      group.x + group.w >= x + w &&
      group.y + group.h >= y + h
    if (holds && group.w * group.h > w * h && (!found || group.w * group.h < found.w * found.h)) found = group
  }
  return found
}
