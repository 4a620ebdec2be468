import { type PublicChallenge, type PublicNode, sectors } from '@sheshi/records'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="card panel stack" aria-labelledby={`public-${id}`}>
      <h2 id={`public-${id}`}>{title}</h2>
      {children}
    </section>
  )
}

/** The problem with what causes it and what follows from it; nothing where nothing is written. */
export function ProblemText({ problem }: Pick<PublicChallenge, 'problem'>) {
  const { t } = useTranslation()
  const { core, causes, effects } = problem
  if (!core && causes.length === 0 && effects.length === 0) return null
  return (
    <Section id="problem" title={t('showcase.problem')}>
      {core && <p className="public-core">{core}</p>}
      {causes.length > 0 && (
        <div>
          <h3>{t('showcase.causes')}</h3>
          <Nodes nodes={causes} />
        </div>
      )}
      {effects.length > 0 && (
        <div>
          <h3>{t('showcase.effects')}</h3>
          <Nodes nodes={effects} />
        </div>
      )}
    </Section>
  )
}

function Nodes({ nodes }: { nodes: PublicNode[] }) {
  return (
    <ul className="public-nodes">
      {keyed(nodes).map(([key, node]) => (
        <li key={key}>
          {node.text}
          {node.children.length > 0 && <Nodes nodes={node.children} />}
        </li>
      ))}
    </ul>
  )
}

/** Two cards may say the same. */
const keyed = (nodes: PublicNode[]): [string, PublicNode][] =>
  nodes.map((node, at) => [`${at} ${node.text}`, node])

/** The questions that ideas are looked for. */
export function Questions({ questions }: Pick<PublicChallenge, 'questions'>) {
  const { t } = useTranslation()
  if (questions.length === 0) return null
  return (
    <Section id="questions" title={t('showcase.questions')}>
      <ul className="public-nodes">
        {questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </Section>
  )
}

/** What was tried, and how it went. */
export function Pilots({ pilots }: Pick<PublicChallenge, 'pilots'>) {
  const { t } = useTranslation()
  if (pilots.length === 0) return null
  return (
    <Section id="pilots" title={t('showcase.pilots')}>
      {pilots.map(({ title, aim, place, state, result }) => (
        <article key={title} className="public-item">
          <h3>{title}</h3>
          {(state || place) && (
            <p className="row">
              {state && <span className="chip">{t(`showcase.pilotStates.${state}`)}</span>}
              {place && <span className="chip">{place}</span>}
            </p>
          )}
          {aim && <p className="public-words">{aim}</p>}
          {result && (
            <p className="public-words">
              <strong>{t('showcase.result')}: </strong>
              {result}
            </p>
          )}
        </article>
      ))}
    </Section>
  )
}

/** What others can learn from it. */
export function Lessons({ lessons }: Pick<PublicChallenge, 'lessons'>) {
  const { t } = useTranslation()
  if (lessons.length === 0) return null
  return (
    <Section id="lessons" title={t('showcase.lessons')}>
      {lessons.map(({ what, why, forWhom }) => (
        <article key={what} className="public-item">
          <p className="public-words">
            <strong>{what}</strong>
          </p>
          {why && <p className="public-words">{why}</p>}
          {forWhom && <p className="small muted">{t('showcase.forWhom', { who: forWhom })}</p>}
        </article>
      ))}
    </Section>
  )
}

/** Whom it is about. */
export function Groups({ groups }: Pick<PublicChallenge, 'groups'>) {
  const { t } = useTranslation()
  const { number } = useLocale()
  if (groups.length === 0) return null
  return (
    <Section id="groups" title={t('showcase.groups')}>
      <ul className="plain-list stack stack-tight">
        {groups.map(({ label, estimate }) => (
          <li key={label} className="public-line">
            <span>{label}</span>
            {estimate !== null && (
              <span className="muted">
                {t('challenges.groups.people', { count: estimate, number: number(estimate) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Partners under their sectors, with how far each has gone. */
export function Partners({ partners }: Pick<PublicChallenge, 'partners'>) {
  const { t } = useTranslation()
  if (partners.length === 0) return null
  return (
    <Section id="partners" title={t('showcase.partners')}>
      {sectors.map((sector) => {
        const found = partners.filter((partner) => partner.sector === sector)
        if (found.length === 0) return null
        return (
          <div key={sector}>
            <h3 className="public-sector">{t(`challenges.sectors.${sector}`)}</h3>
            <ul className="plain-list">
              {found.map(({ name, commitment }) => (
                <li key={name} className="public-line">
                  <span>{name}</span>
                  {commitment && (
                    <span className="small muted">{t(`challenges.commitments.${commitment}`)}</span>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </Section>
  )
}

/** The pictures of boards that were chosen to be shown. */
export function Pictures({ pictures }: Pick<PublicChallenge, 'pictures'>) {
  const { t } = useTranslation()
  if (pictures.length === 0) return null
  return (
    <section className="stack" aria-labelledby="public-pictures">
      <h2 id="public-pictures">{t('showcase.pictures')}</h2>
      <div className="public-pictures">
        {pictures.map(({ id, title, url }) => (
          <figure key={id} className="card">
            <a href={url} target="_blank" rel="noreferrer">
              <img src={url} alt={title} loading="lazy" />
            </a>
            <figcaption className="small">{title}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  )
}
