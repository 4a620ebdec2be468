import type { NoteColor, PadView } from '@sheshi/records'
import { noteLimits } from '@sheshi/records/plain'
import { Send } from 'lucide-react'
import { type FormEvent, useRef } from 'react'
import { AttachButtons, Attachments } from './Attachments.tsx'
import { ColorChoice } from './ColorChoice.tsx'
import { wantsName } from './facts.ts'
import type { Followed } from './follow.ts'
import type { Photo } from './photo.ts'
import { drawId, type Pending } from './queue.ts'
import type { Stroke } from './sketch.ts'
import { useText } from './text.ts'

/** A note that is being written. */
export interface Draft {
  text: string
  /** null: wherever notes of this board go. */
  region: string | null
  color: NoteColor | null
  photo: Photo | null
  sketch: Stroke[] | null
}

export const emptyDraft: Draft = { text: '', region: null, color: null, photo: null, sketch: null }

interface WriteViewProps {
  view: PadView
  draft: Draft
  followed: Followed
  onDraft(change: (before: Draft) => Draft): void
  onSend(pending: Pending): Promise<void>
  say(words: string): void
  warn(words: string): void
}

/** A note: its words first, then where it goes and how it looks; what sends it is always in reach. */
export function WriteView({ view, draft, followed, onDraft, onSend, say, warn }: WriteViewProps) {
  const t = useText()
  const field = useRef<HTMLTextAreaElement>(null)
  const put = (part: Partial<Draft>) => onDraft((before) => ({ ...before, ...part }))
  const drawn = draft.photo !== null || draft.sketch !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = draft.text.trim()
    if (text === '' && !drawn) {
      warn(t('pad.write.empty'))
      field.current?.focus()
      return
    }
    const kept = { ...draft, text, id: drawId(), boardId: view.id, at: Date.now() }
    void onSend({ ...kept, signed: wantsName() && view.name !== '', asset: null, refused: null })
    // Where it goes and its colour stay: the next one is often about the same.
    put({ text: '', photo: null, sketch: null })
  }
  return (
    <main className="pad-write">
      <form onSubmit={submit} noValidate>
        <div className="pad-work">
          <h2 className="visually-hidden">{t('pad.write.title')}</h2>
          <ShownNow
            followed={followed}
            region={draft.region}
            view={view}
            onRegion={(region) => put({ region })}
          />
          <label className="field pad-text">
            <span className="field-label">{t(drawn ? 'pad.write.caption' : 'pad.write.text')}</span>
            <textarea
              ref={field}
              name="note"
              className="input"
              value={draft.text}
              placeholder={drawn ? undefined : t('pad.write.placeholder')}
              maxLength={noteLimits.text}
              onChange={(event) => put({ text: event.currentTarget.value })}
            />
          </label>
          <Attachments draft={draft} onChange={put} />
          {view.regions.length > 1 && (
            <label className="field">
              <span className="field-label">{t('pad.write.region')}</span>
              <select
                name="region"
                className="input"
                value={draft.region ?? view.regions[0]?.id}
                onChange={(event) => put({ region: event.currentTarget.value })}
              >
                {view.regions.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <ColorChoice colors={view.colors} value={draft.color} onChange={(color) => put({ color })} />
        </div>
        <div className="pad-send">
          <AttachButtons draft={draft} onChange={put} warn={warn} say={say} />
          <button type="submit" className="button button-primary pad-send-button">
            <Send aria-hidden size={22} />
            {t('pad.write.send')}
          </button>
        </div>
      </form>
    </main>
  )
}

interface ShownNowProps {
  followed: Followed
  view: PadView
  region: string | null
  onRegion(region: string): void
}

/** The region that the facilitator shows, and one press to write there. */
function ShownNow({ followed, view, region, onRegion }: ShownNowProps) {
  const t = useText()
  const shown = followed.connected ? followed.showing?.region : null
  if (!shown) return null
  const chosen = (region ?? view.regions[0]?.id) === shown.id
  return (
    <p className="pad-shown">
      <span>
        {t('pad.board.follows')}: <strong>{shown.name}</strong>
      </span>
      {!chosen && (
        <button type="button" className="button" onClick={() => onRegion(shown.id)}>
          {t('pad.board.writeHere')}
        </button>
      )}
    </p>
  )
}
