import {
  type ChallengeView,
  linkSystems,
  type OutsideLink,
  serviceAreas,
  visibilities,
} from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { readText, writeText } from '../texts.ts'
import { isLink, listOf, withField } from './parts.ts'
import { CheckList, SelectField } from './SelectField.tsx'
import type { SectionProps } from './section.ts'

/** The Sustainable Development Goals by their numbers. */
const goals = Array.from({ length: 17 }, (_, at) => at + 1)

const readFacts = (challenge: ChallengeView, locale: 'en' | 'it' | 'sq') => ({
  ref: challenge.ref ?? '',
  context: readText(challenge.globalContext, locale),
  areas: challenge.serviceAreas ?? [],
  sdg: challenge.sdg ?? [],
  licence: challenge.licence ?? '',
  visibility: challenge.visibility,
  createdAt: challenge.createdAt,
  updatedAt: challenge.updatedAt,
})
type Facts = ReturnType<typeof readFacts>

/** How the city files it: reference, wider context, services, goals, licence, who may see it. */
export function FactsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  return (
    <EditableSection<Facts>
      title={t('challenges.facts.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => readFacts(challenge, locale)}
      write={({ ref, context, areas, sdg, licence, visibility }, onto) => ({
        ref: ref.trim(),
        licence: licence.trim(),
        globalContext: writeText(onto.globalContext, locale, context),
        serviceAreas: areas,
        sdg,
        visibility,
      })}
      view={(facts) => <FactsView facts={facts} />}
      fields={(facts, set) => <FactsFields facts={facts} set={set} />}
    />
  )
}

function FactsView({ facts }: { facts: Facts }) {
  const { t } = useTranslation()
  const { day } = useLocale()
  const rows = [
    ['ref', facts.ref],
    ['context', facts.context],
    ['areas', facts.areas.map((area) => t(`challenges.facts.serviceAreas.${area}`)).join(', ')],
    ['sdg', facts.sdg.map((goal) => [goal, t(`challenges.facts.goals.${goal}`)].join(' ')).join(', ')],
    ['licence', facts.licence],
    ['visibility', t(`showcase.visibilities.${facts.visibility}`)],
    ['begun', day(facts.createdAt)],
    ['changed', day(facts.updatedAt)],
  ] as const
  return (
    <dl className="facts">
      {rows
        .filter(([, words]) => words)
        .map(([name, words]) => (
          <div key={name}>
            <dt>{t(`challenges.facts.${name}`)}</dt>
            <dd className="pre-line">{words}</dd>
          </div>
        ))}
    </dl>
  )
}

function FactsFields({ facts, set }: { facts: Facts; set: (facts: Facts) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.facts.ref')}
        value={facts.ref}
        onChange={(ref) => set({ ...facts, ref })}
        max={60}
        placeholder="TIR-2026-014"
      />
      <TextField
        label={t('challenges.facts.context')}
        value={facts.context}
        onChange={(context) => set({ ...facts, context })}
        max={5000}
        lines="few"
      />
      <CheckList
        label={t('challenges.facts.areas')}
        chosen={facts.areas}
        options={serviceAreas}
        nameOf={(area) => t(`challenges.facts.serviceAreas.${area}`)}
        onChange={(areas) => set({ ...facts, areas })}
      />
      <details>
        <summary className="fold-summary">{t('challenges.facts.sdg')}</summary>
        <CheckList
          label={t('challenges.facts.sdg')}
          chosen={facts.sdg}
          options={goals}
          nameOf={(goal) => [goal, t(`challenges.facts.goals.${goal}`)].join(' ')}
          onChange={(sdg) => set({ ...facts, sdg })}
        />
      </details>
      <TextField
        label={t('challenges.facts.licence')}
        value={facts.licence}
        onChange={(licence) => set({ ...facts, licence })}
        max={100}
        placeholder="CC BY 4.0"
      />
      <SelectField
        label={t('challenges.facts.visibility')}
        value={facts.visibility}
        options={visibilities}
        nameOf={(visibility) => t(`showcase.visibilities.${visibility}`)}
        onChange={(visibility) => set({ ...facts, visibility: visibility ?? facts.visibility })}
      />
    </>
  )
}

/** The same challenge in other programs. */
export function LinksSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<OutsideLink[]>
      title={t('challenges.links.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'links')}
      write={(links) => ({ links })}
      view={(links) =>
        links.length === 0 ? (
          <p className="muted">{t('challenges.none.links')}</p>
        ) : (
          <LinksView links={links} />
        )
      }
      fields={(links, set) => (
        <ListFields<OutsideLink>
          items={links}
          onChange={set}
          blank={{ system: 'other', url: '' }}
          max={50}
          addLabel={t('challenges.links.add')}
          nameOf={({ title, url }) => title || url}
          fields={(link, change) => <LinkRow link={link} onChange={change} />}
        />
      )}
    />
  )
}

function LinksView({ links }: { links: OutsideLink[] }) {
  const { t } = useTranslation()
  const { day } = useLocale()
  return (
    <ul className="plain-list stack stack-tight">
      {links.map(({ system, url, title, remoteId, pushedAt }) => (
        <li key={url}>
          {isLink(url) ? (
            <a href={url} target="_blank" rel="noreferrer">
              {title || url}
            </a>
          ) : (
            title
          )}{' '}
          <span className="chip">{t(`challenges.links.systems.${system}`)}</span>{' '}
          <span className="small muted">
            {[
              remoteId && t('challenges.links.number', { number: remoteId }),
              pushedAt && t('challenges.links.sent', { day: day(pushedAt) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function LinkRow({ link, onChange }: { link: OutsideLink; onChange: (link: OutsideLink) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.record.address')}
        value={link.url}
        onChange={(url) => onChange({ ...link, url })}
        max={2000}
        placeholder="https://"
        required
      />
      <TextField
        label={t('challenges.fields.title')}
        value={link.title ?? ''}
        onChange={(title) => onChange(withField(link, 'title', title))}
        max={200}
      />
      <SelectField
        label={t('challenges.links.system')}
        value={link.system}
        options={linkSystems}
        nameOf={(system) => t(`challenges.links.systems.${system}`)}
        onChange={(system) => onChange({ ...link, system: system ?? 'other' })}
      />
      <TextField
        label={t('challenges.links.remoteId')}
        value={link.remoteId ?? ''}
        onChange={(remoteId) => onChange(withField(link, 'remoteId', remoteId))}
        max={200}
      />
    </>
  )
}
