import type { HistoryEntry } from '@tldraw/store'
import type { TLRecord, TLRichText, TLStore } from '@tldraw/tlschema'
import { richTextProblem } from './richText.ts'
import { propsOf } from './schema.ts'
import { mergeText } from './textMerge.ts'

/** One change of a text; `mine` where this person made it. */
interface TextStep {
  from: TLRichText
  to: TLRichText
  mine: boolean
}

/** So many changes of one text are remembered one by one; older ones of one author together. */
const REMEMBERED = 400
const MOST_STEPS = 1_000

/**
 * How each text came to be what it is, step by step, in this person's session. tldraw's history knows of a text only
 * how it was before and after, and what others typed in between lies in that difference: this tells it apart.
 */
export class TextTimeline {
  private readonly steps = new Map<string, TextStep[]>()

  /** The store's record has changed. */
  note(from: TLRecord, to: TLRecord, mine: boolean): void {
    const [before, after] = [textOf(from), textOf(to)]
    if (!before || !after || before === after) return
    const steps = [...(this.steps.get(to.id) ?? []), { from: before, to: after, mine }]
    const old = steps.length > MOST_STEPS ? steps.splice(0, steps.length - REMEMBERED) : []
    this.steps.set(to.id, [...joined(old), ...steps].slice(-MOST_STEPS))
  }

  /**
   * The text of `now` with this person's own part of the change `from` → `to` made on it: an undo or a redo. Null
   * where nobody else has touched the text, so that the change may be made as it is.
   */
  ownPart(from: TLRecord, to: TLRecord, now: TLRecord): TLRichText | null {
    const [before, after, present] = [textOf(from), textOf(to), textOf(now)]
    const steps = this.steps.get(now.id) ?? []
    if (!before || !after || !present || before === after || steps.every(({ mine }) => mine)) return null
    const undone = between(steps, after, before)?.reverse().map(turned)
    const path = undone ?? between(steps, before, after) ?? []
    const own = joined(path).filter(({ mine }) => mine)
    return own.reduce((text, step) => mergeText(step.from, step.to, text), present)
  }
}

interface Intercepted {
  addHistoryInterceptor(hear: (entry: HistoryEntry<TLRecord>, source: string) => void): () => void
}

/** A timeline of a store's texts, and the way to end it. It hears of each change at once, as tldraw's history does. */
export function followTexts(store: TLStore): [TextTimeline, () => void] {
  const timeline = new TextTimeline()
  const end = (store as unknown as Intercepted).addHistoryInterceptor(({ changes }, source) => {
    for (const [from, to] of Object.values<[TLRecord, TLRecord]>(changes.updated))
      timeline.note(from, to, source === 'user')
  })
  return [timeline, end]
}

function textOf(record: TLRecord): TLRichText | null {
  const { richText } = propsOf(record)
  return richTextProblem(richText) === null ? (richText as TLRichText) : null
}

const turned = ({ from, to, mine }: TextStep): TextStep => ({ from: to, to: from, mine })

/** The latest steps that lead from one text to another, the very objects; null where there are none. */
function between(steps: readonly TextStep[], from: TLRichText, to: TLRichText): TextStep[] | null {
  for (let start = steps.length - 1; start >= 0; start--) {
    if (steps[start]?.from !== from) continue
    const end = steps.findIndex((step, at) => at >= start && step.to === to)
    if (end >= 0) return steps.slice(start, end + 1)
  }
  return null
}

/** Neighbours of one author as one step. */
function joined(steps: readonly TextStep[]): TextStep[] {
  const out: TextStep[] = []
  for (const step of steps) {
    const last = out.at(-1)
    if (last && last.mine === step.mine && last.to === step.from)
      out[out.length - 1] = { ...last, to: step.to }
    else out.push(step)
  }
  return out
}
