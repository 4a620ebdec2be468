import { type Solution, solutionStates } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { Folded } from './Folded.tsx'
import { isLink, listOf, newPartId, withField } from './parts.ts'
import { SelectField } from './SelectField.tsx'
import type { SectionProps } from './section.ts'

/** The questions that ideas answer. */
export function HmwSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<string[]>
      title={t('challenges.hmw.title')}
      shown={shown}
      editable={editable}
      read={({ hmw }) => hmw ?? []}
      write={(hmw) => ({ hmw: hmw.filter((question) => question.trim() !== '') })}
      view={(questions) =>
        questions.length === 0 ? (
          <p className="muted">{t('challenges.none.hmw')}</p>
        ) : (
          <Folded items={questions}>
            {(question, at) => (
              <li key={`${at} ${question}`} className="hmw">
                {question}
              </li>
            )}
          </Folded>
        )
      }
      fields={(questions, set) => (
        <ListFields<string>
          items={questions}
          onChange={set}
          blank=""
          max={50}
          addLabel={t('challenges.hmw.add')}
          nameOf={(question) => question}
          fields={(question, change) => (
            <TextField
              label={t('challenges.hmw.question')}
              value={question}
              onChange={change}
              max={500}
              lines="few"
              placeholder={t('challenges.hmw.placeholder')}
              required
            />
          )}
        />
      )}
    />
  )
}

/** Ideas that became something, and how far each has come. */
export function SolutionsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<Solution[]>
      title={t('challenges.solutions.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'solutions')}
      write={(solutions) => ({ solutions })}
      view={(solutions) => <SolutionsView solutions={solutions} />}
      fields={(solutions, set) => (
        <ListFields<Solution>
          items={solutions}
          onChange={set}
          blank={{ id: newPartId(), title: '' }}
          max={200}
          addLabel={t('challenges.solutions.add')}
          nameOf={({ title }) => title}
          fields={(solution, change) => <SolutionRow solution={solution} onChange={change} />}
        />
      )}
    />
  )
}

function SolutionsView({ solutions }: { solutions: Solution[] }) {
  const { t } = useTranslation()
  if (solutions.length === 0) return <p className="muted">{t('challenges.none.solutions')}</p>
  return (
    <Folded items={solutions} className="record-tiles">
      {({ id, title, text, state, url }) => (
        <li key={id} className="record-tile">
          <span className="row">
            <strong>{isLink(url) ? <a href={url}>{title}</a> : title}</strong>
            {state && <span className="chip">{t(`challenges.solutions.states.${state}`)}</span>}
          </span>
          {text && <p className="small pre-line">{text}</p>}
        </li>
      )}
    </Folded>
  )
}

function SolutionRow({ solution, onChange }: { solution: Solution; onChange: (changed: Solution) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.fields.title')}
        value={solution.title}
        onChange={(title) => onChange({ ...solution, title })}
        max={300}
        required
      />
      <TextField
        label={t('challenges.solutions.text')}
        value={solution.text ?? ''}
        onChange={(text) => onChange(withField(solution, 'text', text))}
        max={5000}
        lines="few"
      />
      <div className="fields-pair">
        <SelectField
          label={t('challenges.record.state')}
          value={solution.state}
          options={solutionStates}
          nameOf={(state) => t(`challenges.solutions.states.${state}`)}
          onChange={(state) => onChange(withField(solution, 'state', state))}
          none={t('challenges.record.notSaid')}
        />
        <TextField
          label={t('challenges.record.address')}
          value={solution.url ?? ''}
          onChange={(url) => onChange(withField(solution, 'url', url))}
          max={2000}
          placeholder="https://"
        />
      </div>
    </>
  )
}
