import type { Bounds } from '../types.ts'

/** Something that stands somewhere. */
export interface Standing {
  id: string
  bounds: Bounds
}

/**
 * Which of some things lie together: each is at most `gap` from another of its group (single linkage between edges,
 * negative where they must overlap by so much). Whoever lies alone is in no group. The groups, and what is in them,
 * come in the order of `things`, which changes nothing else.
 */
export function nearGroups(things: readonly Standing[], gap: number): string[][] {
  const groupOf = things.map((_thing, at) => at)
  const find = (at: number): number => {
    let root = at
    while (groupOf[root] !== root) root = groupOf[root] ?? root
    groupOf[at] = root
    return root
  }
  const byLeft = things.map((thing, at) => ({ ...thing.bounds, at })).sort((a, b) => a.x - b.x || a.at - b.at)
  let open: typeof byLeft = []
  for (const each of byLeft) {
    // Whoever ends too far left is too far from all that follow, too.
    open = open.filter((other) => other.x + other.w + Math.max(gap, 0) >= each.x)
    for (const other of open) if (isNear(other, each, gap)) groupOf[find(other.at)] = find(each.at)
    open.push(each)
  }
  const groups = new Map<number, string[]>()
  things.forEach(({ id }, at) => {
    const root = find(at)
    groups.set(root, [...(groups.get(root) ?? []), id])
  })
  return [...groups.values()].filter((group) => group.length > 1)
}

/** Distance between edges, as the crow flies; of two that overlap, how deep they lie in each other, negative. */
function isNear(a: Bounds, b: Bounds, gap: number): boolean {
  const across = Math.max(a.x, b.x) - Math.min(a.x + a.w, b.x + b.w)
  const down = Math.max(a.y, b.y) - Math.min(a.y + a.h, b.y + b.h)
  if (across < 0 || down < 0) return Math.max(across, down) <= gap
  return Math.hypot(across, down) <= gap
}
