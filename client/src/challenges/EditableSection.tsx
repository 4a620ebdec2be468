import type { ChallengePatch, ChallengeView } from '@sheshi/records'
import { Pencil } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../app/Problem.tsx'
import { type ShownChallenge, useSectionDraft } from './useSectionDraft.ts'

interface EditableSectionProps<Draft> {
  title: string
  /** 1 for the page's own heading. */
  level?: 1 | 2
  shown: ShownChallenge
  editable: boolean
  read: (challenge: ChallengeView) => Draft
  write: (draft: Draft, onto: ChallengeView) => ChallengePatch
  /** What is shown while nobody edits, also for the version of somebody who was faster. */
  view: (draft: Draft) => ReactNode
  fields: (draft: Draft, set: (draft: Draft) => void) => ReactNode
}

/** The first thing in a part of a form that can be written or pressed. */
export const firstField = (part: HTMLElement | null): HTMLElement | null =>
  part?.querySelector<HTMLElement>('input, textarea, select, button') ?? null

/** A part of the challenge's page that turns into a form in its place. */
export function EditableSection<Draft>(props: EditableSectionProps<Draft>) {
  const { title, level = 2, shown, editable, read, write, view, fields } = props
  const { t } = useTranslation()
  const section = useSectionDraft(shown, read, write)
  const headingId = useId()
  const editButton = useRef<HTMLButtonElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const editing = section.draft !== null
  const wasEditing = useRef(false)

  useEffect(() => {
    // What had the focus is gone: it goes on in what took its place.
    if (wasEditing.current && !editing) editButton.current?.focus()
    if (!wasEditing.current && editing) firstField(form.current)?.focus()
    wasEditing.current = editing
  }, [editing])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void section.save()
  }

  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className="record-section" aria-labelledby={headingId}>
      <div className="section-head">
        <Heading id={headingId}>{title}</Heading>
        {editable && !editing && (
          <button
            type="button"
            ref={editButton}
            className="button button-quiet button-icon"
            aria-label={t('challenges.edit.open', { section: title })}
            title={t('challenges.edit.title')}
            onClick={section.edit}
          >
            <Pencil aria-hidden size={18} />
          </button>
        )}
      </div>
      {section.draft === null ? (
        view(read(shown.value))
      ) : (
        <form ref={form} className="stack" onSubmit={submit}>
          {fields(section.draft, section.setDraft)}
          {section.theirs !== null && (
            <div className="notice notice-warning" role="alert">
              <div className="stack stack-tight">
                <p>
                  <strong>{t('challenges.edit.conflict')}</strong>
                </p>
                <blockquote className="theirs">{view(section.theirs)}</blockquote>
              </div>
            </div>
          )}
          <Problem error={section.error} />
          <div className="row">
            <button type="submit" className="button button-primary" disabled={section.busy}>
              {section.theirs === null ? t('app.save') : t('challenges.edit.saveMine')}
            </button>
            <button type="button" className="button" onClick={section.cancel}>
              {section.theirs === null ? t('app.cancel') : t('challenges.edit.keepTheirs')}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}
