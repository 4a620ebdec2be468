import type { AffectedGroup, ChallengeView, Partner } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'
import { EditableSection } from './EditableSection.tsx'
import { GroupsFields, GroupsView } from './GroupsFields.tsx'
import { PartnersFields, PartnersView } from './PartnersFields.tsx'
import { TextField } from './TextField.tsx'
import { readText, writeText } from './texts.ts'
import type { ShownChallenge } from './useSectionDraft.ts'

interface SectionProps {
  shown: ShownChallenge
  editable: boolean
}

/** Title and statement. */
export function StatementSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  return (
    <EditableSection
      title={shown.value.title}
      level={1}
      shown={shown}
      editable={editable}
      read={(challenge) => ({ title: challenge.title, summary: readText(challenge.summary, locale) })}
      write={({ title, summary }, onto) => ({ title, summary: writeText(onto.summary, locale, summary) })}
      view={({ title, summary }) => (
        <div className="stack stack-tight">
          {title !== shown.value.title && <strong>{title}</strong>}
          <p className={summary ? 'statement' : 'muted'}>{summary || t('challenges.none.summary')}</p>
        </div>
      )}
      fields={(draft, set) => (
        <>
          <TextField
            label={t('challenges.fields.title')}
            value={draft.title}
            onChange={(title) => set({ ...draft, title })}
            max={200}
            required
          />
          <TextField
            label={t('challenges.fields.summary')}
            value={draft.summary}
            onChange={(summary) => set({ ...draft, summary })}
            max={5000}
            lines="many"
          />
        </>
      )}
    />
  )
}

/** Who the challenge weighs on. */
export function GroupsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<AffectedGroup[]>
      title={t('challenges.fields.groups')}
      shown={shown}
      editable={editable}
      read={(challenge) => challenge.affectedGroups ?? []}
      write={(affectedGroups) => ({ affectedGroups })}
      view={(groups) => <GroupsView groups={groups} />}
      fields={(groups, set) => <GroupsFields groups={groups} onChange={set} />}
    />
  )
}

/** Who works on it, by sector. */
export function PartnersSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<Partner[]>
      title={t('challenges.fields.partners')}
      shown={shown}
      editable={editable}
      read={(challenge) => challenge.partners ?? []}
      write={(partners) => ({ partners })}
      view={(partners) => <PartnersView partners={partners} />}
      fields={(partners, set) => <PartnersFields partners={partners} onChange={set} />}
    />
  )
}

const ownerParts = ['organisation', 'unit', 'contact'] as const

const readOwner = (challenge: ChallengeView) => ({
  organisation: challenge.owner?.organisation ?? '',
  unit: challenge.owner?.unit ?? '',
  contact: challenge.owner?.contact ?? '',
  place: challenge.place?.name ?? '',
})

/** Who answers for it, and where it is. */
export function OwnerSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection
      title={t('challenges.fields.ownerAndPlace')}
      shown={shown}
      editable={editable}
      read={readOwner}
      write={({ organisation, unit, contact, place }, onto) => ({
        owner: { ...onto.owner, organisation, unit, contact },
        place: { ...onto.place, name: place },
      })}
      view={(owner) => (
        <dl className="facts">
          {[...ownerParts, 'place' as const].map((part) => (
            <div key={part}>
              <dt>{t(`challenges.fields.${part}`)}</dt>
              <dd>{owner[part] || '–'}</dd>
            </div>
          ))}
        </dl>
      )}
      fields={(draft, set) =>
        [...ownerParts, 'place' as const].map((part) => (
          <TextField
            key={part}
            label={t(`challenges.fields.${part}`)}
            value={draft[part]}
            onChange={(words) => set({ ...draft, [part]: words })}
            max={200}
          />
        ))
      }
    />
  )
}
