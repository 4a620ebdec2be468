import { Graph, layout } from '@dagrejs/dagre'
import type { TLShapeId } from '@tldraw/tlschema'

/** A card in a row; rows are counted from the top of the tree. */
export interface Item {
  id: TLShapeId
  row: number
  w: number
  h: number
  /** Its place among the cards of its row. */
  order: number
}

/** From a card to one that it hangs under, of another row. */
export interface Tie {
  from: TLShapeId
  to: TLShapeId
}

interface Laid {
  rank?: number
  order?: number
  x?: number
  edgeObj?: { v: string; w: string }
}

/**
 * How far right the middle of each card goes, so that what hangs together stands together: dagre's coordinates
 * (Brandes and Köpf), with rows and their order as given instead of dagre's own.
 */
export function columnsOf(items: readonly Item[], ties: readonly Tie[], gap: number): Map<TLShapeId, number> {
  const byId = new Map<string, Item>(items.map((item) => [item.id, item]))
  const graph = new Graph<object, Laid, object>()
  graph.setGraph({ rankdir: 'TB', nodesep: gap, edgesep: gap, ranksep: 2 * gap })
  for (const { id, w, h } of items) graph.setNode(id, { width: w, height: h } as Laid)
  for (const { from, to } of ties) {
    const rows = (byId.get(to)?.row ?? 0) - (byId.get(from)?.row ?? 0)
    const [upper, lower] = rows > 0 ? [from, to] : [to, from]
    graph.setEdge(upper, lower, { minlen: Math.abs(rows), weight: 1 })
  }
  layout(graph, { customOrder: (laid) => orderAsGiven(laid as Graph<object, Laid, object>, byId) })
  return new Map(items.map(({ id }) => [id, graph.node(id).x ?? 0]))
}

/** A bend of a long arrow stands where its outer end does. */
function orderAsGiven(graph: Graph<object, Laid, object>, items: Map<string, Item>): void {
  const ranks = new Map<number, { node: Laid; order: number }[]>()
  for (const name of graph.nodes()) {
    const node = graph.node(name)
    const ends = node.edgeObj ? [node.edgeObj.v, node.edgeObj.w] : [name]
    const order = Math.max(...ends.map((end) => items.get(end)?.order ?? 0))
    const rank = node.rank ?? 0
    ranks.set(rank, [...(ranks.get(rank) ?? []), { node, order }])
  }
  for (const row of ranks.values()) {
    row.sort((a, b) => a.order - b.order)
    for (const [at, { node }] of row.entries()) node.order = at
  }
}
