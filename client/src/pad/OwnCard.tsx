import type { OwnNote } from '@sheshi/records'
import { noteLimits } from '@sheshi/records/plain'
import { type FormEvent, useState } from 'react'
import { problemKey } from './problemKey.ts'
import { useText } from './text.ts'

interface OwnCardProps {
  note: OwnNote
  fill: string | undefined
  region: string | undefined
  /** Throws `ApiProblem`. */
  onSave(text: string): Promise<void>
  onWithdraw(): Promise<void>
}

type Mode = 'shown' | 'edited' | 'withdrawn'

/** Something of one's own on the board: its words, and the ways to change it and to take it back. */
export function OwnCard({ note, fill, region, onSave, onWithdraw }: OwnCardProps) {
  const t = useText()
  const [mode, setMode] = useState<Mode>('shown')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      setMode('shown')
    } catch (error) {
      setProblem(problemKey(error))
    } finally {
      setBusy(false)
    }
  }
  const facts = [
    note.kind !== 'note' && t(`pad.mine.kinds.${note.kind}`),
    region && t('pad.mine.in', { region }),
    note.signed && t('pad.mine.signed'),
  ].filter(Boolean)
  return (
    <article className="pad-card" style={fill ? { borderInlineStartColor: fill } : undefined}>
      {mode === 'edited' ? (
        <EditForm
          text={note.text}
          busy={busy}
          onCancel={() => setMode('shown')}
          onSave={(text) => run(() => onSave(text))}
        />
      ) : (
        <>
          <p className="pad-card-text">{note.text || t(`pad.mine.kinds.${note.kind}`)}</p>
          {facts.length > 0 && <p className="pad-card-facts">{facts.join(' · ')}</p>}
        </>
      )}
      {mode === 'withdrawn' && (
        <>
          <p>{t('pad.mine.sure')}</p>
          <div className="pad-card-tools">
            <button type="button" className="button" disabled={busy} onClick={() => setMode('shown')}>
              {t('pad.mine.no')}
            </button>
            <button
              type="button"
              className="button button-danger"
              disabled={busy}
              onClick={() => run(onWithdraw)}
            >
              {t('pad.mine.yes')}
            </button>
          </div>
        </>
      )}
      {mode === 'shown' && (
        <div className="pad-card-tools">
          {note.editable && (
            <button type="button" className="button" onClick={() => setMode('edited')}>
              {t('pad.mine.edit')}
              <span className="visually-hidden">: {note.text}</span>
            </button>
          )}
          <button type="button" className="button" onClick={() => setMode('withdrawn')}>
            {t('pad.mine.withdraw')}
            <span className="visually-hidden">: {note.text}</span>
          </button>
        </div>
      )}
      {problem && (
        <p className="pad-problem" role="alert">
          {t(problem)}
        </p>
      )}
    </article>
  )
}

interface EditFormProps {
  text: string
  busy: boolean
  onSave(text: string): void
  onCancel(): void
}

function EditForm({ text: before, busy, onSave, onCancel }: EditFormProps) {
  const t = useText()
  const [text, setText] = useState(before)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) onSave(text)
  }
  return (
    <form className="stack stack-tight" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t('pad.mine.editing')}</span>
        <textarea
          className="input"
          // biome-ignore lint/a11y/noAutofocus: one has just pressed the button for it
          autoFocus
          value={text}
          maxLength={noteLimits.text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <div className="pad-card-tools">
        <button type="button" className="button" onClick={onCancel}>
          {t('pad.mine.cancel')}
        </button>
        <button type="submit" className="button button-primary" disabled={busy || text.trim() === ''}>
          {t('pad.mine.save')}
        </button>
      </div>
    </form>
  )
}
