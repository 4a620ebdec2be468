import {
  type ChallengeView,
  type DecidimPreview,
  type DecidimPushed,
  decidimLimits,
  type ProposalView,
} from '@sheshi/records'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { useToast } from '../app/toast.tsx'
import { useResource } from '../app/useResource.ts'
import { TextField } from '../challenges/TextField.tsx'
import './connections.css'

interface PushProps {
  challenge: ChallengeView
  /** Fetches the challenge again: it has new links. */
  onPushed: () => void
}

/** Opens what would be sent to the city's platform. */
export function PushButton(props: PushProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button push-button" onClick={() => setOpen(true)}>
        <Send aria-hidden size={18} />
        {t('connections.push.open')}
      </button>
      {open && <PushDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

/** What was changed in the dialog: other titles, and which proposals are left out. */
interface Choice {
  titles: Record<string, string>
  left: Record<string, boolean>
}

function PushDialog({ challenge, onPushed, onClose }: PushProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const toast = useToast()
  const [exportId, setExportId] = useState('')
  const path = `/challenges/${encodeURIComponent(challenge.id)}/decidim`
  const {
    value: preview,
    problem,
    loading,
  } = useResource<DecidimPreview>(exportId ? `${path}?exportId=${encodeURIComponent(exportId)}` : path)
  const [choice, setChoice] = useState<Choice>({ titles: {}, left: {} })
  const [refusal, setRefusal] = useState<string | null>(null)
  const titled = (preview?.proposals ?? []).map((one) => ({
    ...one,
    title: choice.titles[one.key] ?? one.title,
  }))
  const chosen = titled.filter(({ key }) => !choice.left[key])
  const short = chosen.some(({ title }) => title.trim().length < decidimLimits.shortestTitle)

  const send = async () => {
    setRefusal(null)
    const proposals = chosen.map(({ key, title }) => ({ key, title: title.trim() }))
    try {
      const pushed = await api.post<DecidimPushed>(path, { ...(exportId ? { exportId } : {}), proposals })
      toast({ text: t('connections.push.done', { count: pushed.proposals.length }) })
      onClose()
    } catch (error) {
      // The platform's own words say more than ours.
      if (error instanceof ApiProblem) setRefusal(error.document?.detail ?? null)
      throw error
    } finally {
      // Also what was sent before a failure is in the record by now.
      onPushed()
    }
  }
  return (
    <FormDialog
      wide
      title={t('connections.push.title')}
      submitLabel={t('connections.push.submit', { count: chosen.length })}
      onSubmit={send}
      onClose={onClose}
      incomplete={chosen.length === 0 || short}
    >
      <label className="field">
        <span className="field-label">{t('connections.push.what')}</span>
        <select
          className="input"
          value={exportId}
          onChange={({ currentTarget }) => {
            setExportId(currentTarget.value)
            setChoice({ titles: {}, left: {} })
          }}
        >
          <option value="">{t('connections.push.challenge')}</option>
          {challenge.exports.map(({ id, boardTitle, number }) => (
            <option key={id} value={id}>
              {t('connections.push.export', { title: boardTitle, number })}
            </option>
          ))}
        </select>
      </label>
      {loading && <Loading />}
      <Problem error={problem} />
      {preview && (
        <>
          <p className="small muted">
            {t('connections.push.where', { host: preview.host, component: preview.componentId })}
          </p>
          {titled.length === 0 && <p>{t('connections.push.nothing')}</p>}
          {titled.map((one) => (
            <ProposalFields
              key={one.key}
              proposal={one}
              left={choice.left[one.key] ?? false}
              onChange={setChoice}
            />
          ))}
          {preview.left > 0 && (
            <p className="small muted">{t('connections.push.more', { count: preview.left })}</p>
          )}
        </>
      )}
      {refusal && (
        <p className="small delivery-error" lang="en">
          {refusal}
        </p>
      )}
    </FormDialog>
  )
}

interface ProposalFieldsProps {
  proposal: ProposalView
  left: boolean
  onChange: (change: (before: Choice) => Choice) => void
}

function ProposalFields({ proposal, left, onChange }: ProposalFieldsProps) {
  const { t } = useTranslation()
  const { key, title, body, sent, address } = proposal
  return (
    <fieldset className="push-proposal" data-left={left || undefined}>
      <legend className="connections-check">
        <label className="connections-check">
          <input
            type="checkbox"
            checked={!left}
            onChange={({ currentTarget: { checked } }) =>
              onChange((before) => ({ ...before, left: { ...before.left, [key]: !checked } }))
            }
          />
          {t(sent ? 'connections.push.update' : 'connections.push.new')}
        </label>
      </legend>
      <TextField
        label={t('connections.push.name')}
        {...(title.trim().length < decidimLimits.shortestTitle
          ? { hint: t('connections.push.tooShort', { least: decidimLimits.shortestTitle }) }
          : {})}
        value={title}
        onChange={(words) =>
          onChange((before) => ({ ...before, titles: { ...before.titles, [key]: words } }))
        }
        max={decidimLimits.longestTitle}
      />
      <details>
        <summary>{t('connections.push.body')}</summary>
        <ProposalBody html={body} />
        {address && <p className="small muted">{address}</p>}
      </details>
    </fieldset>
  )
}

/** The text as people will read it. The server wrote the HTML; here it is only read, and shown as text. */
function ProposalBody({ html }: { html: string }) {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return (
    <div className="push-body">
      {[...body.children].map((part, at) => {
        const words = part.textContent ?? ''
        const key = `${at} ${words}`
        if (part.tagName === 'H3') return <h4 key={key}>{words}</h4>
        const items = part.tagName === 'UL' ? [...part.children] : []
        const lines = items.map((item) => `– ${item.textContent}`).join('\n')
        return <p key={key}>{lines || words}</p>
      })}
    </div>
  )
}
