import * as encoding from 'lib0/encoding'
import { type Place, type ScannedDelete, type ScannedStruct, scanUpdate } from './updateScan.ts'
import { writeDeletes } from './writeDeletes.ts'

/** How large a part may become before it is cut. */
export interface PartSize {
  bytes: number
  structs: number
}

/** Successive structs of one author, to be kept together. */
interface Block extends Place {
  structs: number
  from: number
  to: number
  /** The last place of each other author that it stands beside or in. */
  needs: Map<number, number>
  ends: number
}

/** A cut is looked for from this share of a part on, and made at the last at the next. */
const blockShare = { from: 1 / 16, to: 1 / 8 }

/**
 * Cuts an update (v1) into updates that give the same document when they are applied in this order. What others
 * depend on comes first where that is possible, deletes come last. Cuts are made where a record begins if one does in
 * reach; else, and around what two authors wrote into one record, a part may hold half of one: parts are judged
 * together (RS101). An update that is small enough comes back as it is.
 * @throws where the bytes are no update
 */
export function splitUpdate(update: Uint8Array, size: PartSize): Uint8Array[] {
  const { blocks, deletes, structs } = blocksOf(update, size)
  if (update.length <= size.bytes && structs <= size.structs) return [update]
  const parts: Part[] = []
  for (const block of inOrder(blocks)) {
    const last = parts.at(-1)
    if (last?.takes(block, size)) last.add(block)
    else parts.push(new Part(block))
  }
  const last = parts.at(-1) ?? new Part()
  if (parts.length === 0) parts.push(last)
  const [first = [], ...more] = inPieces(deletes, size)
  return [
    ...parts.map((part) => part.encode(update, part === last ? first : [])),
    ...more.map((ranges) => new Part().encode(update, ranges)),
  ]
}

function blocksOf(update: Uint8Array, { bytes, structs }: PartSize) {
  const blocks: Block[] = []
  const deletes: ScannedDelete[] = []
  let count = 0
  let open: Block | null = null
  const fills = (block: Block, share: number) =>
    block.to - block.from >= bytes * share || block.structs >= structs * share
  scanUpdate(update, {
    struct(struct) {
      count += 1
      const goesOn = open?.client === struct.client && !fills(open, blockShare.to)
      if (!open || !goesOn || (struct.root !== null && fills(open, blockShare.from))) {
        open = { ...placeOf(struct), structs: 0, from: struct.from, to: 0, ends: 0, needs: new Map() }
        blocks.push(open)
      }
      addTo(open, struct)
    },
    remove: (range) => deletes.push(range),
  })
  return { blocks, deletes, structs: count }
}

const placeOf = ({ client, clock }: Place): Place => ({ client, clock })

function addTo(block: Block, { client, clock, length, to, refers }: ScannedStruct): void {
  block.structs += 1
  block.to = to
  block.ends = clock + length
  for (const needed of refers) {
    if (needed.client === client) continue
    block.needs.set(needed.client, Math.max(needed.clock, block.needs.get(needed.client) ?? 0))
  }
}

/** The blocks, each after those it needs; where they need each other, somebody has to begin. */
function inOrder(blocks: readonly Block[]): Block[] {
  const byAuthor = new Map<number, Block[]>()
  for (const block of blocks) {
    const own = byAuthor.get(block.client)
    if (own) own.push(block)
    else byAuthor.set(block.client, [block])
  }
  const ordered: Block[] = []
  const begun = new Set<Block>()
  const placed = new Map<number, number>()
  /** Places an author's blocks up to and with this one, whose turn comes after all that they need. */
  const place = (client: number, clock: number): void => {
    const own = byAuthor.get(client) ?? []
    const until = own.findLastIndex((block) => block.clock <= clock)
    for (const block of own.slice(placed.get(client) ?? 0, until + 1)) {
      if (begun.has(block)) continue
      begun.add(block)
      for (const [other, needed] of block.needs) if (byAuthor.has(other)) place(other, needed)
    }
    const from = placed.get(client) ?? 0
    if (until < from) return
    ordered.push(...own.slice(from, until + 1))
    placed.set(client, until + 1)
  }
  for (const { client, clock } of blocks) place(client, clock)
  return ordered
}

/** Deletes in lists that each fit a part: a range takes at most 16 bytes, and most take 5. */
function inPieces(deletes: readonly ScannedDelete[], { bytes }: PartSize): ScannedDelete[][] {
  const each = Math.max(1, Math.floor(bytes / 8))
  return Array.from({ length: Math.ceil(deletes.length / each) }, (_, i) =>
    deletes.slice(i * each, (i + 1) * each),
  )
}

/** An update in the making: for each author one run of structs. */
class Part {
  private readonly blocks = new Map<number, Block[]>()
  private bytes = 0
  private structs = 0

  constructor(first?: Block) {
    if (first) this.add(first)
  }

  takes(block: Block, size: PartSize): boolean {
    return this.bytes + block.to - block.from <= size.bytes && this.structs + block.structs <= size.structs
  }

  add(block: Block): void {
    this.bytes += block.to - block.from
    this.structs += block.structs
    const own = this.blocks.get(block.client)
    if (own) own.push(block)
    else this.blocks.set(block.client, [block])
  }

  encode(update: Uint8Array, deletes: readonly ScannedDelete[]): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, this.blocks.size)
    // yjs merges updates by the order it writes itself.
    for (const [client, blocks] of [...this.blocks].sort(([one], [other]) => other - one)) {
      encoding.writeVarUint(
        encoder,
        blocks.reduce((sum, { structs }) => sum + structs, 0),
      )
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, blocks[0]?.clock ?? 0)
      for (const { from, to } of blocks) encoding.writeUint8Array(encoder, update.subarray(from, to))
    }
    writeDeletes(encoder, deletes)
    return encoding.toUint8Array(encoder)
  }
}
