import { deleteCard, everySection, moveCard, outlineToMarkdown, shiftCard } from '@sheshi/methods'
import { Copy, Download, X } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShapeId, type TLStore, useValue } from 'tldraw'
import { useToast } from '../app/toast.tsx'
import { useLocale } from '../app/useLocale.ts'
import { copyText } from '../board/copyText.ts'
import { outlineAsText } from './asText.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { OutlineTree } from './OutlineTree.tsx'
import { Remarks } from './Remarks.tsx'
import { RowActions } from './RowActions.tsx'
import { cardKey, type Row, rowsOf, sectionKey } from './rows.ts'
import { showRegion, showShape } from './showOnCanvas.ts'
import type { RowAction } from './treeKeys.ts'
import { useForm } from './useForm.tsx'
import { type LiveOutline, useLiveOutline } from './useLiveOutline.ts'
import { useOutlineEdits } from './useOutlineEdits.ts'
import { useFocusRow, useFollowCanvas, useKeyboardBack, useOpened } from './useTreeState.ts'
import './outline.css'

interface OutlinePanelProps {
  store: TLStore
  template: string
  /** The board's title, for what is copied and downloaded. */
  title: string
  /** null where the outline stands alone, without a canvas. */
  editor: Editor | null
  readOnly: boolean
  onClose?: () => void
}

type EditAction = Extract<RowAction, { do: 'rename' | 'add' | 'delete' | 'shift' }>

const nothing: TLShapeId[] = []

/** What the board says, live: a tree to walk through, to edit where one may, and to take away as text. */
export default function OutlinePanel(props: OutlinePanelProps) {
  const { store, template, title, editor, readOnly, onClose } = props
  const { t } = useTranslation()
  const { locale } = useLocale()
  const live = useLiveOutline(store, template, locale)
  const [query, setQuery] = useState('')
  const [moving, setMoving] = useState<Row | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const { opened, setOpen } = useOpened()
  const rows = useMemo(() => rowsOf(live.sections, { opened, query }), [live.sections, opened, query])
  const chosen = useValue('selected', () => editor?.getSelectedShapeIds() ?? nothing, [editor])
  const selected = useMemo(() => selectedKeys(chosen), [chosen])
  const focusRow = useFocusRow(rows, setActive)
  const reveal = useFollowCanvas({ rows, sections: live.sections, chosen, setActive, setOpen })
  const { attempt, run } = useOutlineEdits({ editor, template, refresh: live.refresh })
  const form = useForm({ rows, run, focusRow })
  const row = rows.find(({ key }) => key === active) ?? null
  const canEdit = !readOnly && editor !== null
  const remove = useRemove(editor, run)
  const panel = useRef<HTMLElement>(null)
  useKeyboardBack(panel, editor)

  const show = ({ kind, id, named }: Pick<Row, 'kind' | 'id' | 'named'>) => {
    if (!editor) return
    if (kind === 'card' || named) showShape(editor, `shape:${id}` as TLShapeId)
    else showRegion(editor, everySection(live.sections).find((each) => each.id === id)?.region ?? id)
  }
  const edit = (action: EditAction, target: Row) => {
    if (action.do === 'rename') form.rename(target)
    if (action.do === 'add' && live.spots.has(target.section)) {
      setOpen([target.key], true)
      form.add(target)
    }
    if (target.kind !== 'card') return
    if (action.do === 'delete') remove(target)
    if (action.do === 'shift') run((board) => shiftCard(board, { id: target.id, by: action.by }))
  }
  const onAction = (action: RowAction) => {
    switch (action.do) {
      case 'undo':
      case 'redo':
        if (canEdit) editor[action.do]()
        return
      case 'openBeside':
        return setOpen(action.keys, true)
      case 'open':
      case 'close':
        return setOpen([action.key], action.do === 'open')
      default: {
        const target = rows.find(({ key }) => key === action.key)
        if (target && action.do === 'show') show(target)
        else if (target && action.do !== 'show' && canEdit) edit(action, target)
      }
    }
  }

  return (
    <aside ref={panel} className="outline-panel" aria-labelledby="outline-title">
      <header className="outline-head">
        <h2 id="outline-title">{t('outline.title')}</h2>
        <span className="chip">{t('outline.cards', { count: live.cards })}</span>
        {onClose && (
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={t('outline.close')}
            onClick={onClose}
          >
            <X aria-hidden size={20} />
          </button>
        )}
      </header>
      <div className="outline-tools">
        <input
          type="search"
          className="input"
          placeholder={t('outline.search')}
          aria-label={t('outline.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => event.stopPropagation()}
        />
        {canEdit && <RowActions row={row} spots={live.spots} onAction={onAction} onMove={setMoving} />}
      </div>
      <div className="outline-scroll">
        {rows.length > 0 ? (
          <OutlineTree
            rows={rows}
            active={active}
            onActive={setActive}
            selected={selected}
            open={form.open}
            onAction={onAction}
          />
        ) : (
          <p className="muted outline-empty">{query ? t('outline.nothingFound') : t('outline.empty')}</p>
        )}
        <p className="visually-hidden" role="status">
          {query ? t('outline.found', { count: rows.filter(({ kind }) => kind === 'card').length }) : ''}
        </p>
        <Remarks
          outline={live.outline}
          locale={locale}
          onShow={(id) => {
            reveal(id)
            show({ kind: 'card', id, named: false })
            focusRow(cardKey(id))
          }}
        />
        <Takeaway live={live} title={title} locale={locale} />
      </div>
      {moving && (
        <MoveDialog
          row={moving}
          sections={live.sections}
          spots={live.spots}
          onClose={() => setMoving(null)}
          onMove={(to) => {
            const made = attempt((board) => moveCard(board, { id: moving.id, to }))
            if ('refused' in made) return made.refused
            setMoving(null)
            setOpen([to.under === undefined ? sectionKey(to.section) : cardKey(to.under)], true)
            focusRow(moving.key)
            return null
          }}
        />
      )}
    </aside>
  )
}

function selectedKeys(ids: readonly TLShapeId[]): ReadonlySet<string> {
  return new Set(
    ids.flatMap((id) => [cardKey(id.slice('shape:'.length)), sectionKey(id.slice('shape:'.length))]),
  )
}

/** Takes a card away, with a way back in the message. */
function useRemove(
  editor: Editor | null,
  run: ReturnType<typeof useOutlineEdits>['run'],
): (row: Row) => void {
  const { t } = useTranslation()
  const toast = useToast()
  return useCallback(
    ({ id, title }) => {
      if (run((board) => deleteCard(board, { id })) === null) return
      const action = { label: t('outline.undo'), run: () => void editor?.undo() }
      toast({ text: t('outline.deleted', { title }), action })
    },
    [editor, run, toast, t],
  )
}

interface TakeawayProps {
  live: LiveOutline
  title: string
  locale: string
}

/** The whole outline as text on the clipboard, or as minutes in a file. */
function Takeaway({ live, title, locale }: TakeawayProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const copy = async () => {
    const done = await copyText(outlineAsText(title, live.sections))
    toast({ text: t(done ? 'outline.copied' : 'outline.notCopied') })
  }
  const download = () => {
    const minutes = outlineToMarkdown(live.outline, { title, locale, date: new Date() })
    const url = URL.createObjectURL(new Blob([minutes], { type: 'text/markdown;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${fileName(title)}.md`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <footer className="outline-foot">
      <button type="button" className="button" onClick={() => void copy()}>
        <Copy aria-hidden size={18} />
        {t('outline.copy')}
      </button>
      <button type="button" className="button" onClick={download}>
        <Download aria-hidden size={18} />
        {t('outline.minutes')}
      </button>
    </footer>
  )
}

/** Letters and digits of any language, the rest as dashes. */
const fileName = (title: string): string =>
  title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'board'
