import type { Locale, PadView } from '@sheshi/records'
import { useCallback, useEffect, useState } from 'react'
import { under } from '../app/base.ts'
import { EndCard } from './EndCard.tsx'
import { recallDraft, rememberDraft } from './facts.ts'
import { LookView } from './LookView.tsx'
import { MineView } from './MineView.tsx'
import { PadBar } from './PadBar.tsx'
import { PadTabs, type Tab } from './PadTabs.tsx'
import type { Pending } from './queue.ts'
import { useText } from './text.ts'
import { useKeyboard } from './useKeyboard.ts'
import { type PadState, useFollowed, usePadView, useQueue } from './usePad.ts'
import { emptyDraft, WriteView } from './WriteView.tsx'
import { useWords, Words } from './words.tsx'

interface PadPageProps {
  boardId: string
  locale: Locale
  onLocale(locale: Locale): void
}

/** `/pad/:id`: a light page for phones in the room, without the canvas: write, look after one's own, look on. */
export function PadPage({ boardId, locale, onLocale }: PadPageProps) {
  const t = useText()
  const { say, warn, hush, words } = useWords()
  const { state, ask } = usePadView(boardId, locale)
  const [sent, setSent] = useState(0)
  const onSent = useCallback(() => {
    setSent((before) => before + 1)
    say(t('pad.write.sent'))
  }, [say, t])
  const onRefused = useCallback(() => warn(t('pad.write.refused')), [warn, t])
  const { queue, waiting } = useQueue(boardId, { onSent, onRefused })
  const followed = useFollowed(boardId, locale, { wanted: state.kind === 'known', onUnsure: ask })
  useEffect(() => {
    if (followed.connected) queue.kick()
  }, [followed.connected, queue])

  if (state.kind === 'asking') return <Opening />
  if (state.kind === 'ended') {
    return <EndCard end={state.end} waiting={waiting.length} onRetry={() => void ask()} />
  }
  return (
    <>
      <Known
        {...{ state, boardId, locale, onLocale, followed, queue, waiting, sent, say, warn, hush }}
        key={boardId}
      />
      <Words {...words} />
    </>
  )
}

interface KnownProps extends PadPageProps {
  state: Extract<PadState, { kind: 'known' }>
  followed: ReturnType<typeof useFollowed>
  queue: ReturnType<typeof useQueue>['queue']
  waiting: readonly Pending[]
  sent: number
  say(words: string): void
  warn(words: string): void
  /** What was said is over: it would lie on what is pressed next. */
  hush(): void
}

function Known({ state: { view }, ...props }: KnownProps) {
  const { boardId, locale, onLocale, followed, queue, waiting, sent, say, warn, hush } = props
  const t = useText()
  const title = t('pad.title', { board: view.title })
  const keyboard = useKeyboard()
  const [tab, setTab] = useState<Tab>(view.mayWrite ? 'write' : 'board')
  const [draft, setDraft] = useState(() => ({ ...emptyDraft, text: recallDraft(boardId) }))
  useEffect(() => rememberDraft(boardId, draft.text), [boardId, draft.text])
  const writeHere = (region: string | null) => {
    setDraft((before) => ({ ...before, region }))
    setTab('write')
  }
  const openTab = (wanted: Tab) => {
    hush()
    setTab(wanted)
  }
  const rewrite = (pending: Pending) => {
    setDraft({ ...emptyDraft, ...pending, region: regionOf(view, pending) })
    void queue.drop(pending.id)
    setTab('write')
  }
  const send = async (pending: Pending) => {
    await queue.add(pending)
    if (!followed.connected) say(t('pad.write.kept'))
  }
  return (
    <div className={`pad ${keyboard ? 'pad-typing' : ''}`}>
      <title>{title}</title>
      <PadBar {...{ view, locale, onLocale, followed }} waiting={waiting.length} />
      {view.scored && view.mayWrite && !keyboard && (
        <a className="button pad-scores" href={under(`/board/${boardId}`)}>
          {t('pad.bar.scores')}
        </a>
      )}
      {tab === 'write' && view.mayWrite && (
        <WriteView {...{ view, draft, followed, warn, say }} onDraft={setDraft} onSend={send} />
      )}
      {tab === 'mine' && view.mayWrite && (
        <MineView
          {...{ view, queue, waiting, say }}
          change={`${followed.change} ${sent}`}
          connected={followed.connected}
          onRewrite={rewrite}
        />
      )}
      {tab === 'board' && <LookView {...{ view, locale, followed }} onWriteHere={writeHere} />}
      <PadTabs tab={tab} onTab={openTab} mayWrite={view.mayWrite} waiting={waiting.length} />
    </div>
  )
}

/** Where a note was to go, if the board still has it. */
const regionOf = ({ regions }: PadView, { region }: Pending): string | null =>
  regions.some(({ id }) => id === region) ? region : null

function Opening() {
  const t = useText()
  return (
    <main className="pad-end" aria-busy>
      <p role="status">{t('pad.end.loading')}</p>
    </main>
  )
}
