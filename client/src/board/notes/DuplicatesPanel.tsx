import { plainText } from '@sheshi/board'
import type { Duplicate } from '@sheshi/methods'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLShapeId } from 'tldraw'
import { SidePanel } from '../SidePanel.tsx'
import { duplicateNotes, mergeNotes } from './merge.ts'

const keyOf = ({ first, second }: Duplicate): string => `${first} ${second}`

/** The pairs of notes that say the same: both in sight on the board when a pair is looked at, and one kept by choice. */
export function DuplicatesPanel({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [found, look] = useDuplicates(editor)
  const pairs = found.filter((pair) => !left.has(keyOf(pair)))
  return (
    <SidePanel title={t('notes.duplicates.title')} onClose={onClose}>
      <p className="small" role="status">
        {pairs.length === 0
          ? t('notes.duplicates.none')
          : t('notes.duplicates.found', { count: pairs.length })}
      </p>
      <ul className="plain-list duplicate-list">
        {pairs.map((pair) => (
          <li key={keyOf(pair)}>
            <Pair
              editor={editor}
              pair={pair}
              onLeave={() => setLeft(new Set([...left, keyOf(pair)]))}
              onMerged={look}
            />
          </li>
        ))}
      </ul>
    </SidePanel>
  )
}

/** So long after a change they are looked for again: comparing a thousand notes at each step of a drag would be felt. */
const pause = 400

function useDuplicates(editor: Editor): [found: Duplicate[], look: () => void] {
  const [found, setFound] = useState(() => duplicateNotes(editor))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      setFound(duplicateNotes(editor))
    }
    const stop = editor.store.listen(
      () => {
        timer ??= setTimeout(look, pause)
      },
      { scope: 'document' },
    )
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [editor])
  return [found, () => setFound(duplicateNotes(editor))]
}

interface PairProps {
  editor: Editor
  pair: Duplicate
  onLeave: () => void
  onMerged: () => void
}

function Pair({ editor, pair, onLeave, onMerged }: PairProps) {
  const { t } = useTranslation()
  const ids = [pair.first, pair.second] as TLShapeId[]
  const [first = '', second = ''] = ids.map((id) => {
    const shape = editor.getShape(id)
    return shape ? plainText(shape).trim() : ''
  })
  const show = () => {
    editor.setSelectedShapes(ids)
    const bounds = editor.getSelectionPageBounds()
    if (bounds) editor.zoomToBounds(bounds, { inset: 160, targetZoom: 1, animation: { duration: 200 } })
  }
  const keep = (at: 0 | 1) => {
    const [kept, other] = at === 0 ? ids : [...ids].reverse()
    if (kept && other) mergeNotes(editor, kept, other)
    onMerged()
  }
  return (
    <div className="duplicate">
      <button type="button" className="duplicate-words" onClick={show} title={t('notes.duplicates.show')}>
        <span>{first}</span>
        <span>{second}</span>
      </button>
      <div className="duplicate-actions">
        {pair.same ? (
          <button type="button" className="button" onClick={() => keep(0)}>
            {t('notes.duplicates.merge')}
          </button>
        ) : (
          <>
            <button type="button" className="button" onClick={() => keep(0)}>
              {t('notes.duplicates.keepFirst')}
            </button>
            <button type="button" className="button" onClick={() => keep(1)}>
              {t('notes.duplicates.keepSecond')}
            </button>
          </>
        )}
        <button type="button" className="button button-quiet" onClick={onLeave}>
          {t('notes.duplicates.leave')}
        </button>
      </div>
    </div>
  )
}
