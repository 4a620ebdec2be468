import type { AffectedGroup, ChallengeView, Partner } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'
import { EditableSection } from './EditableSection.tsx'
import { GroupsFields, GroupsView } from './GroupsFields.tsx'
import { PartnersFields, PartnersView } from './PartnersFields.tsx'
import { NumberField } from './record/NumberField.tsx'
import { withField } from './record/parts.ts'
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
  lat: challenge.place?.lat,
  lon: challenge.place?.lon,
})
type Owner = ReturnType<typeof readOwner>

/** Who answers for it, and where it is. */
export function OwnerSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<Owner>
      title={t('challenges.fields.ownerAndPlace')}
      shown={shown}
      editable={editable}
      read={readOwner}
      write={({ organisation, unit, contact, place, lat, lon }, onto) => ({
        owner: { ...onto.owner, organisation, unit, contact },
        place: withField(withField({ ...onto.place, name: place }, 'lat', lat), 'lon', lon),
      })}
      view={(owner) => <OwnerView owner={owner} />}
      fields={(draft, set) => <OwnerFields owner={draft} set={set} />}
    />
  )
}

const ownerWords = [...ownerParts, 'place'] as const

function OwnerView({ owner }: { owner: Owner }) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const { lat, lon } = owner
  const placed = lat !== undefined && lon !== undefined
  if (!placed && ownerWords.every((part) => !owner[part]))
    return <p className="muted">{t('challenges.none.owner')}</p>
  return (
    <dl className="facts">
      {ownerWords.map((part) => (
        <div key={part}>
          <dt>{t(`challenges.fields.${part}`)}</dt>
          <dd>{owner[part] || '–'}</dd>
        </div>
      ))}
      {placed && (
        <div>
          <dt>{t('challenges.fields.coordinates')}</dt>
          <dd>{[lat, lon].map((degrees) => `${number(degrees, 5)}°`).join(' · ')}</dd>
        </div>
      )}
    </dl>
  )
}

function OwnerFields({ owner, set }: { owner: Owner; set: (owner: Owner) => void }) {
  const { t } = useTranslation()
  return (
    <>
      {ownerWords.map((part) => (
        <TextField
          key={part}
          label={t(`challenges.fields.${part}`)}
          value={owner[part]}
          onChange={(words) => set({ ...owner, [part]: words })}
          max={200}
        />
      ))}
      <div className="fields-pair">
        <NumberField
          label={t('challenges.fields.latitude')}
          value={owner.lat}
          onChange={(lat) => set({ ...owner, lat })}
          most={90}
        />
        <NumberField
          label={t('challenges.fields.longitude')}
          value={owner.lon}
          onChange={(lon) => set({ ...owner, lon })}
          most={180}
        />
      </div>
    </>
  )
}
