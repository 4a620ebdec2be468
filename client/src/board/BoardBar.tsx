import {
  ArrowLeft,
  BookPlus,
  Ellipsis,
  History,
  LayoutTemplate,
  type LucideIcon,
  MonitorPlay,
  NotebookPen,
  Presentation,
  StickyNote,
  TableOfContents,
  UserRoundPlus,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router-dom'
import { type Editor, useValue } from 'tldraw'
import { under } from '../app/base.ts'
import { LanguageSwitch } from '../app/LanguageSwitch.tsx'
import { SaveTemplateDialog } from '../gallery/SaveTemplateDialog.tsx'
import { isPhone } from '../join/isPhone.ts'
import { addNote } from './addNote.ts'
import type { BoardSession } from './boardSession.ts'
import { InviteDialog } from './InviteDialog.tsx'
import { MethodButtons } from './MethodBar.tsx'
import type { MethodAction } from './method.tsx'
import { useObservable } from './observable.ts'
import { PeopleMenu } from './PeopleMenu.tsx'
import { Popover } from './Popover.tsx'
import type { Presence } from './presence.ts'
import { RecordDialog } from './RecordDialog.tsx'
import type { BoardFacts } from './remembered.ts'
import { StatusBadge } from './StatusBadge.tsx'

interface BoardBarProps {
  facts: BoardFacts
  session: BoardSession
  presence: Presence
  /** null until the canvas is there. */
  editor: Editor | null
  readOnly: boolean
  /** What the board's method can do; in the menu where there is no room above the canvas. */
  methodActions: MethodAction[]
  outline: { open: boolean; toggle: () => void }
}

type OpenDialog = 'invite' | 'record' | 'template' | null

/** The one bar above the canvas: where one is, whether it is saved, who is here, and what a facilitator does. */
export function BoardBar(props: BoardBarProps) {
  const { facts, session, presence, editor, readOnly, methodActions, outline } = props
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const navigate = useNavigate()
  const lead = useLead(facts, presence)
  const actions = actionsFor(facts, setDialog, () => navigate(`/board/${facts.id}/history`)).concat(lead)
  return (
    <header className="board-bar">
      <BackLink facts={facts} />
      <div className="board-title">
        {facts.challengeTitle && <span className="board-challenge">{facts.challengeTitle}</span>}
        <h1 title={facts.title}>{facts.title}</h1>
      </div>
      <StatusBadge session={session} readOnly={readOnly} />
      <PeopleMenu facts={facts} presence={presence} editor={editor} />
      {!readOnly && editor && <AddNoteButton editor={editor} template={facts.template} />}
      <OutlineButton {...outline} />
      <div className="bar-wide">
        <Actions actions={actions} />
        <LanguageSwitch />
      </div>
      <Popover className="bar-narrow" label={t('board.bar.more')} face={<Ellipsis aria-hidden size={20} />}>
        {(close) => (
          <div className="bar-menu">
            <div className="bar-method">
              <MethodButtons actions={methodActions} after={close} />
            </div>
            <Actions actions={actions} after={close} />
            <LanguageSwitch />
          </div>
        )}
      </Popover>
      {dialog === 'invite' && <InviteDialog boardId={facts.id} onClose={() => setDialog(null)} />}
      {dialog === 'template' && <SaveTemplateDialog board={facts} onClose={() => setDialog(null)} />}
      {dialog === 'record' && editor && (
        <RecordDialog facts={facts} session={session} editor={editor} onClose={() => setDialog(null)} />
      )}
    </header>
  )
}

function OutlineButton({ open, toggle }: BoardBarProps['outline']) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="button button-quiet bar-button bar-outline"
      aria-label={t('outline.open')}
      title={t('outline.open')}
      aria-expanded={open}
      onClick={toggle}
    >
      <TableOfContents aria-hidden size={20} />
      <span>{t('outline.open')}</span>
    </button>
  )
}

/** On phones it floats over the canvas, so it makes way while tldraw shows a menu or somebody types. */
function AddNoteButton({ editor, template }: { editor: Editor; template: string }) {
  const { t } = useTranslation()
  const busy = useValue(
    'menu or typing',
    () => editor.menus.hasAnyOpenMenus() || editor.getEditingShapeId() !== null,
    [editor],
  )
  return (
    <button
      type="button"
      className={`button button-primary bar-button add-note ${busy ? 'add-note-away' : ''}`}
      onClick={() => addNote(editor, template)}
    >
      <StickyNote aria-hidden size={20} />
      <span>{t('board.bar.addNote')}</span>
    </button>
  )
}

/** Facilitators go back to where boards are kept; everybody else to the start page. */
function BackLink({ facts }: { facts: BoardFacts }) {
  const { t } = useTranslation()
  const { to, label } =
    facts.role !== 'facilitator'
      ? { to: '/', label: t('board.bar.home') }
      : facts.challengeId
        ? {
            to: `/challenges/${facts.challengeId}`,
            label: t('board.bar.toChallenge', { title: facts.challengeTitle }),
          }
        : { to: '/boards', label: t('board.bar.toBoards') }
  return (
    <Link className="button button-quiet button-icon bar-button" to={to} aria-label={label} title={label}>
      <ArrowLeft aria-hidden size={20} />
    </Link>
  )
}

/** While a screen is on the board, its facilitator can have it show what they look at themselves. */
function useLead({ role }: BoardFacts, { people, leading }: Presence): Action[] {
  const leads = useObservable(leading)
  const hasScreen = useObservable(people).some((person) => person.role === 'screen')
  if (role !== 'facilitator' || !(hasScreen || leads)) return []
  return [
    {
      key: 'board.bar.lead',
      icon: Presentation,
      open: () => leading.set(!leads),
      rare: true,
      pressed: leads,
    },
  ]
}

interface Action {
  key: string
  icon: LucideIcon
  /** A page to open, in a new window unless it is said otherwise, or what to do. */
  open: string | (() => void)
  /** Rarely needed: only its sign stands in the bar, its words in the menu. */
  rare?: boolean
  /** The page takes the place of this one. */
  here?: boolean
  /** Of a switch: whether it is on. */
  pressed?: boolean
}

function actionsFor(
  facts: BoardFacts,
  setDialog: (dialog: OpenDialog) => void,
  openHistory: () => void,
): Action[] {
  if (facts.role === 'participant' && isPhone()) {
    return [{ key: 'board.bar.pad', icon: NotebookPen, open: under(`/pad/${facts.id}`), here: true }]
  }
  if (facts.role !== 'facilitator') return []
  const actions: Action[] = [
    { key: 'board.bar.invite', icon: UserRoundPlus, open: () => setDialog('invite') },
    { key: 'board.bar.history', icon: History, open: openHistory },
    { key: 'board.bar.screen', icon: MonitorPlay, open: under(`/screen/${facts.id}`) },
    { key: 'gallery.save.open', icon: LayoutTemplate, open: () => setDialog('template'), rare: true },
  ]
  if (facts.challengeId) {
    actions.splice(1, 0, { key: 'board.bar.record', icon: BookPlus, open: () => setDialog('record') })
  }
  return actions
}

function Actions({ actions, after }: { actions: Action[]; after?: () => void }) {
  const { t } = useTranslation()
  return actions.map(({ key, icon: Icon, open, rare = false, here = false, pressed }) => {
    const bare = rare && !after
    const face = (
      <>
        <Icon aria-hidden size={20} />
        <span className={bare ? 'visually-hidden' : undefined}>{t(key)}</span>
      </>
    )
    if (typeof open === 'string') {
      return (
        <a
          key={key}
          className="button button-quiet bar-button"
          href={open}
          target={here ? undefined : '_blank'}
          rel="noreferrer"
        >
          {face}
        </a>
      )
    }
    return (
      <button
        key={key}
        type="button"
        className={`button button-quiet bar-button ${bare ? 'button-icon' : ''}`}
        title={bare ? t(key) : undefined}
        aria-pressed={pressed}
        onClick={() => {
          after?.()
          open()
        }}
      >
        {face}
      </button>
    )
  })
}
