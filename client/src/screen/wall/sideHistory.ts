import { type Editor, type RecordsDiff, reverseRecordsDiff, squashRecordDiffs, type TLRecord } from 'tldraw'

/** One thing that somebody does at the wall: written bit by bit, taken back as a whole. */
export interface WallStep {
  write(change: () => void): void
  /** It is done, and can be taken back by the side that did it. */
  done(): void
  /** It was none: what it wrote is taken away. */
  discard(): void
}

/** What one side of the wall did, to be taken back by that side alone: tldraw's history knows one person only. */
export interface SideHistory {
  begin(): WallStep
  undo(): void
}

/** So many steps back. */
const remembered = 100

/**
 * Makes a side's history. Undo goes through the store's `applyDiff`, where the board keeps what others have changed
 * meanwhile as they left it, and a text's letters of others in it.
 */
export function createSideHistory(editor: Editor): SideHistory {
  const steps: RecordsDiff<TLRecord>[] = []
  const apart = (change: () => void) => editor.run(change, { history: 'ignore' })
  const takeBack = (diff: RecordsDiff<TLRecord>) =>
    apart(() => editor.store.applyDiff(reverseRecordsDiff(diff)))
  return {
    begin() {
      let all: RecordsDiff<TLRecord> | null = null
      return {
        write(change) {
          const diff = editor.store.extractingChanges(() => apart(change))
          all = all ? squashRecordDiffs([all, diff]) : diff
        },
        done() {
          if (!all || isEmpty(all)) return
          steps.push(all)
          if (steps.length > remembered) steps.shift()
        },
        discard() {
          if (all) takeBack(all)
        },
      }
    },
    undo() {
      const last = steps.pop()
      if (last) takeBack(last)
    },
  }
}

const isEmpty = ({ added, updated, removed }: RecordsDiff<TLRecord>): boolean =>
  [added, updated, removed].every((part) => Object.keys(part).length === 0)
