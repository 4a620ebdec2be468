import type { Lesson, Pilot } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { Folded } from './Folded.tsx'
import { listOf, withField } from './parts.ts'
import { SelectField } from './SelectField.tsx'
import type { SectionProps } from './section.ts'

/** What others can learn from it. */
export function LessonsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const pilots = listOf(shown.value, 'pilots')
  return (
    <EditableSection<Lesson[]>
      title={t('challenges.lessons.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'lessons')}
      write={(lessons) => ({ lessons })}
      view={(lessons) => <LessonsView lessons={lessons} pilots={pilots} />}
      fields={(lessons, set) => (
        <ListFields<Lesson>
          items={lessons}
          onChange={set}
          blank={{ what: '' }}
          max={100}
          addLabel={t('challenges.lessons.add')}
          nameOf={({ what }) => what}
          fields={(lesson, change) => <LessonRow lesson={lesson} pilots={pilots} onChange={change} />}
        />
      )}
    />
  )
}

function LessonsView({ lessons, pilots }: { lessons: Lesson[]; pilots: Pilot[] }) {
  const { t } = useTranslation()
  if (lessons.length === 0) return <p className="muted">{t('challenges.none.lessons')}</p>
  return (
    <Folded items={lessons} className="record-tiles">
      {({ what, why, forWhom, pilotId }, at) => {
        const pilot = pilots.find(({ id }) => id === pilotId)
        return (
          <li key={`${at} ${what}`} className="record-tile">
            <strong className="pre-line">{what}</strong>
            {why && <p className="small pre-line">{why}</p>}
            <p className="small muted">
              {[
                forWhom && `${t('challenges.lessons.forWhom')}: ${forWhom}`,
                pilot && `${t('challenges.lessons.pilot')}: ${pilot.title}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        )
      }}
    </Folded>
  )
}

interface LessonRowProps {
  lesson: Lesson
  pilots: Pilot[]
  onChange: (lesson: Lesson) => void
}

function LessonRow({ lesson, pilots, onChange }: LessonRowProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.lessons.what')}
        value={lesson.what}
        onChange={(what) => onChange({ ...lesson, what })}
        max={2000}
        lines="few"
        required
      />
      <TextField
        label={t('challenges.lessons.why')}
        value={lesson.why ?? ''}
        onChange={(why) => onChange(withField(lesson, 'why', why))}
        max={2000}
        lines="few"
      />
      <TextField
        label={t('challenges.lessons.forWhom')}
        value={lesson.forWhom ?? ''}
        onChange={(forWhom) => onChange(withField(lesson, 'forWhom', forWhom))}
        max={500}
      />
      {pilots.length > 0 && (
        <SelectField
          label={t('challenges.lessons.pilot')}
          value={lesson.pilotId}
          options={pilots.map(({ id }) => id)}
          nameOf={(id) => pilots.find((pilot) => pilot.id === id)?.title ?? ''}
          onChange={(pilotId) => onChange(withField(lesson, 'pilotId', pilotId))}
          none={t('challenges.record.notSaid')}
        />
      )}
    </>
  )
}
