import { type Partner, sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { ListFields } from './ListFields.tsx'
import { TextField } from './TextField.tsx'

const commitments = ['interested', 'promised', 'signed', 'active'] as const

/** The partners under their sectors, with what they give and need. */
export function PartnersView({ partners }: { partners: Partner[] }) {
  const { t } = useTranslation()
  if (partners.length === 0) return <p className="muted">{t('challenges.none.partners')}</p>
  const gaps = sectors.filter((sector) => partners.every((partner) => partner.sector !== sector))
  return (
    <div className="stack">
      {sectors
        .map((sector) => ({ sector, members: partners.filter((partner) => partner.sector === sector) }))
        .filter(({ members }) => members.length > 0)
        .map(({ sector, members }) => (
          <div key={sector}>
            <h4 className="sector-name">{t(`challenges.sectors.${sector}`)}</h4>
            <ul className="plain-list stack stack-tight">
              {members.map((partner) => (
                <li key={`${partner.sector} ${partner.name}`}>
                  <span className="row">
                    <strong>{partner.name}</strong>
                    {partner.commitment && (
                      <span className="chip">{t(`challenges.commitments.${partner.commitment}`)}</span>
                    )}
                  </span>
                  {partner.gives && (
                    <p className="small">
                      <span className="muted">{t('challenges.partners.gives')}:</span> {partner.gives}
                    </p>
                  )}
                  {partner.needs && (
                    <p className="small">
                      <span className="muted">{t('challenges.partners.needs')}:</span> {partner.needs}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      {gaps.length > 0 && (
        <p className="small gap-note">
          <strong>{t('challenges.partners.gaps')}:</strong>{' '}
          {gaps.map((sector) => t(`challenges.sectors.${sector}`)).join(' · ')}
        </p>
      )}
    </div>
  )
}

export function PartnersFields({
  partners,
  onChange,
}: {
  partners: Partner[]
  onChange: (partners: Partner[]) => void
}) {
  const { t } = useTranslation()
  return (
    <ListFields<Partner>
      items={partners}
      onChange={onChange}
      blank={{ name: '', sector: 'public' }}
      max={100}
      addLabel={t('challenges.partners.add')}
      nameOf={(partner) => partner.name}
      fields={(partner, set) => <PartnerRow partner={partner} onChange={set} />}
    />
  )
}

function PartnerRow({ partner, onChange }: { partner: Partner; onChange: (partner: Partner) => void }) {
  const { t } = useTranslation()
  const { commitment: _, ...uncommitted } = partner
  return (
    <>
      <TextField
        label={t('challenges.partners.name')}
        value={partner.name}
        onChange={(name) => onChange({ ...partner, name })}
        max={200}
        required
      />
      <label className="field">
        <span className="field-label">{t('challenges.partners.sector')}</span>
        <select
          className="input"
          value={partner.sector}
          onChange={(event) => {
            const sector = sectors.find((known) => known === event.currentTarget.value)
            if (sector) onChange({ ...partner, sector })
          }}
        >
          {sectors.map((sector) => (
            <option key={sector} value={sector}>
              {t(`challenges.sectors.${sector}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="field-label">{t('challenges.partners.commitment')}</span>
        <select
          className="input"
          value={partner.commitment ?? ''}
          onChange={(event) => {
            const commitment = commitments.find((known) => known === event.currentTarget.value)
            onChange(commitment ? { ...partner, commitment } : uncommitted)
          }}
        >
          <option value="">{t('challenges.partners.noCommitment')}</option>
          {commitments.map((commitment) => (
            <option key={commitment} value={commitment}>
              {t(`challenges.commitments.${commitment}`)}
            </option>
          ))}
        </select>
      </label>
      <TextField
        label={t('challenges.partners.gives')}
        value={partner.gives ?? ''}
        onChange={(gives) => onChange({ ...partner, gives })}
        max={1000}
      />
      <TextField
        label={t('challenges.partners.needs')}
        value={partner.needs ?? ''}
        onChange={(needs) => onChange({ ...partner, needs })}
        max={1000}
      />
    </>
  )
}
