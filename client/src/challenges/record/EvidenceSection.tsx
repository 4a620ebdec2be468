import type { ChallengeView, Evidence } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { Folded } from './Folded.tsx'
import { flatNodes, isLink, listOf, withField } from './parts.ts'
import { CheckList } from './SelectField.tsx'
import type { SectionProps } from './section.ts'

/** Id → words of everything in the problem that evidence can back. */
const backable = ({ problem }: ChallengeView): Map<string, string> =>
  new Map(
    flatNodes([...(problem?.causes ?? []), ...(problem?.effects ?? [])]).map(({ node }) => [
      node.id,
      node.text,
    ]),
  )

/** What is known, with sources, and which causes and effects it backs. */
export function EvidenceSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const nodes = backable(shown.value)
  return (
    <EditableSection<Evidence[]>
      title={t('challenges.evidence.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'evidence')}
      write={(evidence) => ({ evidence })}
      view={(evidence) => <EvidenceView evidence={evidence} nodes={nodes} />}
      fields={(evidence, set) => (
        <ListFields<Evidence>
          items={evidence}
          onChange={set}
          blank={{ claim: '' }}
          max={200}
          addLabel={t('challenges.evidence.add')}
          nameOf={({ claim }) => claim}
          fields={(item, change) => <EvidenceRow item={item} nodes={nodes} onChange={change} />}
        />
      )}
    />
  )
}

function EvidenceView({ evidence, nodes }: { evidence: Evidence[]; nodes: Map<string, string> }) {
  const { t } = useTranslation()
  const { dayOrWords } = useLocale()
  if (evidence.length === 0) return <p className="muted">{t('challenges.none.evidence')}</p>
  return (
    <Folded items={evidence}>
      {(item, at) => {
        const backs = (item.supports ?? []).flatMap((id) => nodes.get(id) ?? [])
        const about = [item.source, dayOrWords(item.date)].filter(Boolean).join(', ')
        return (
          <li key={`${at} ${item.claim}`} className="evidence">
            <span>{item.claim}</span>
            {(about || item.url) && (
              <span className="small muted">
                {isLink(item.url) ? (
                  <a href={item.url} target="_blank" rel="noreferrer">
                    {about || item.url}
                  </a>
                ) : (
                  about
                )}
              </span>
            )}
            {backs.length > 0 && (
              <span className="small">
                <span className="muted">{t('challenges.evidence.backs')}:</span> {backs.join(' · ')}
              </span>
            )}
          </li>
        )
      }}
    </Folded>
  )
}

interface EvidenceRowProps {
  item: Evidence
  nodes: Map<string, string>
  onChange: (item: Evidence) => void
}

function EvidenceRow({ item, nodes, onChange }: EvidenceRowProps) {
  const { t } = useTranslation()
  const set = <K extends keyof Evidence>(key: K, value: Evidence[K] | undefined) =>
    onChange(withField(item, key, value))
  return (
    <>
      <TextField
        label={t('challenges.evidence.claim')}
        value={item.claim}
        onChange={(claim) => onChange({ ...item, claim })}
        max={2000}
        lines="few"
        required
      />
      <TextField
        label={t('challenges.evidence.source')}
        value={item.source ?? ''}
        onChange={(source) => set('source', source)}
        max={500}
      />
      <div className="fields-pair">
        <TextField
          label={t('challenges.record.address')}
          value={item.url ?? ''}
          onChange={(url) => set('url', url)}
          max={2000}
          placeholder="https://"
        />
        <TextField
          label={t('challenges.record.date')}
          value={item.date ?? ''}
          onChange={(date) => set('date', date)}
          max={60}
        />
      </div>
      {nodes.size > 0 && (
        <details>
          <summary className="fold-summary">
            {t('challenges.evidence.attach', { count: item.supports?.length ?? 0 })}
          </summary>
          <CheckList
            label={t('challenges.evidence.backs')}
            chosen={item.supports ?? []}
            options={[...nodes.keys()]}
            nameOf={(id) => nodes.get(id) ?? ''}
            onChange={(supports) => set('supports', supports.length > 0 ? supports : undefined)}
          />
        </details>
      )}
    </>
  )
}
