/** One side of a tree as seen from its root: who is nearer to it, who is farther. Ids in the order wanted. */
export interface Side {
  nearer(id: string): string[]
  farther(id: string): string[]
}

export interface Grown {
  /** The root first, and each before all that hang under it. */
  order: string[]
  /** Circles found, each as the ids along it. */
  cycles: string[][]
  /** True for the one link of a circle that was left out so that the rest is a tree. */
  isCut(nearer: string, farther: string): boolean
  /** Under the root although no link says so. */
  hung: ReadonlySet<string>
}

/**
 * What can be reached from `root`, circles cut. `starters` hang under the root where they lead nowhere nearer,
 * or where nothing else reaches them. What is in `taken` belongs to the other side and is left alone.
 */
export function growSide(side: Side, root: string, starters: string[], taken: ReadonlySet<string>): Grown {
  const cycles: string[][] = []
  const cut = new Set<string>()
  const done: string[] = []
  const seen = new Set<string>([root, ...taken])
  const visit = (start: string) => walk(start, side, { path: [root], seen, done, cycles, cut })
  const hung = new Set<string>()
  const hang = (id: string) => {
    if (seen.has(id)) return
    hung.add(id)
    visit(id)
  }
  for (const id of side.farther(root)) if (!seen.has(id)) visit(id)
  for (const id of starters) if (side.nearer(id).length === 0) hang(id)
  for (const id of starters) hang(id)
  return {
    order: [root, ...done.reverse()],
    cycles,
    isCut: (nearer, farther) => cut.has(`${nearer} ${farther}`),
    hung,
  }
}

interface Walk {
  path: string[]
  seen: Set<string>
  done: string[]
  cycles: string[][]
  cut: Set<string>
}

/** Depth first with a stack of its own: a chain of thousands of cards must not end the call stack. */
function walk(start: string, side: Side, { path, seen, done, cycles, cut }: Walk): void {
  const stack: { id: string; rest: string[] }[] = []
  const onPath = new Set(path)
  const enter = (id: string) => {
    seen.add(id)
    path.push(id)
    onPath.add(id)
    stack.push({ id, rest: [...side.farther(id)].reverse() })
  }
  enter(start)
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.rest.pop()
    if (next === undefined) {
      stack.pop()
      path.pop()
      onPath.delete(top.id)
      done.push(top.id)
    } else if (onPath.has(next)) {
      cycles.push(path.slice(path.indexOf(next)))
      cut.add(`${top.id} ${next}`)
    } else if (!seen.has(next)) {
      enter(next)
    }
  }
}
