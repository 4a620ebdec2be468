/** Part of a row from left to right. */
export interface Span {
  left: number
  right: number
}

/** A card that wants to stand around a middle. */
export interface Wanting {
  middle: number
  w: number
}

/**
 * The left edges of cards side by side, each as near to where it wants to be as the others, the row's ends and what
 * lies in the way allow; their order stays. null where the row has no room for them.
 */
export function fitRow(
  cards: readonly Wanting[],
  row: Span,
  gap: number,
  blocked: readonly Span[],
): number[] | null {
  const places: number[] = []
  let from = row.left
  for (const { middle, w } of cards) {
    const at = pastBlocked(Math.max(middle - w / 2, from), w, { gap, blocked, way: 1 })
    places.push(at)
    from = at + w + gap
  }
  let until = row.right
  for (let index = cards.length - 1; index >= 0; index -= 1) {
    const w = cards[index]?.w ?? 0
    const now = places[index] ?? 0
    const at = now + w <= until ? now : pastBlocked(until - w, w, { gap, blocked, way: -1 })
    places[index] = at
    until = at - gap
  }
  return (places[0] ?? row.left) >= row.left ? places.map(Math.round) : null
}

interface Blocks {
  gap: number
  blocked: readonly Span[]
  way: 1 | -1
}

/** The first place from there, to the right or to the left, that nothing is in the way of. */
function pastBlocked(start: number, w: number, { gap, blocked, way }: Blocks): number {
  let at = start
  const hit = () => blocked.find(({ left, right }) => at < right + gap && left - gap < at + w)
  for (let block = hit(); block; block = hit()) at = way === 1 ? block.right + gap : block.left - gap - w
  return at
}
