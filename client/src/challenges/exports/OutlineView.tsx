import {
  type BrainstormOutline,
  type Card,
  countCards,
  type Group,
  type Outline,
  type ProblemTreeOutline,
  type PrototypeOutline,
  type Section,
  type SectionCard,
  sectionsOf,
} from '@sheshi/methods'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { TreeBranch } from './TreeBranch.tsx'

/** What a board says, in the form its template gives it. Nothing of it is left out. */
export function OutlineView({ outline }: { outline: Outline }) {
  const { t } = useTranslation()
  return (
    <div className="stack outline">
      <TemplateContent outline={outline} />
      <Cards title={t('challenges.outline.sections.loose')} cards={outline.loose} />
      {(outline.ink > 0 || outline.images > 0) && (
        <p className="small muted">
          {[
            outline.ink > 0 ? t('challenges.outline.ink', { count: outline.ink }) : '',
            outline.images > 0 ? t('challenges.outline.images', { count: outline.images }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {outline.notes.map((note) => (
        <p key={note.code} className="notice notice-warning small">
          {t(`challenges.outline.notes.${note.code}`, { count: note.cards.length })}
        </p>
      ))}
    </div>
  )
}

function TemplateContent({ outline }: { outline: Outline }) {
  switch (outline.template) {
    case 'problem-tree':
      return <ProblemTree outline={outline} />
    case 'brainstorm':
      return <Brainstorm outline={outline} />
    case 'prototype-sketch':
      return <Prototype outline={outline} />
    case 'blank':
      return <Groups groups={outline.clusters} />
    default:
      return <Sections outline={outline} />
  }
}

/** Whatever the method: its sections as they come, those with nothing in them left out. */
function Sections({ outline }: { outline: Outline }) {
  const { i18n } = useTranslation()
  const sections = sectionsOf(outline, i18n.language).filter(({ id }) => id !== 'loose')
  return sections.map((section) => <SectionPart key={section.id} section={section} />)
}

function SectionPart({ section }: { section: Section }) {
  if (countCards(section) === 0 && section.facts.length === 0) return null
  return (
    <Part title={section.title}>
      {section.facts.length > 0 && <p className="small muted">{section.facts.join(' · ')}</p>}
      <SectionCards cards={section.cards} />
      {section.sections.map((inner) => (
        <SectionPart key={inner.id} section={inner} />
      ))}
    </Part>
  )
}

function SectionCards({ cards }: { cards: SectionCard[] }) {
  if (cards.length === 0) return null
  return (
    <ul className="plain-list outline-cards">
      {cards.map(({ id, text, facts, children }) => (
        <li key={id}>
          {text}
          {facts.length > 0 && <span className="small muted"> ({facts.join('; ')})</span>}
          <SectionCards cards={children} />
        </li>
      ))}
    </ul>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="outline-part">
      <h4>{title}</h4>
      {children}
    </section>
  )
}

function Cards({ title, cards }: { title: string; cards: Card[] }) {
  if (cards.length === 0) return null
  return (
    <Part title={title}>
      <CardList cards={cards} />
    </Part>
  )
}

function CardList({ cards }: { cards: Card[] }) {
  return (
    <ul className="plain-list outline-cards">
      {cards.map((card) => (
        <li key={card.id}>{card.text}</li>
      ))}
    </ul>
  )
}

function ProblemTree({ outline }: { outline: ProblemTreeOutline }) {
  const { t } = useTranslation()
  return (
    <>
      {outline.effects.length > 0 && (
        <Part title={t('challenges.outline.sections.effects')}>
          <TreeBranch nodes={outline.effects} kind="effect" />
        </Part>
      )}
      <Part title={t('challenges.outline.sections.core')}>
        <p className="outline-core">{outline.core || t('challenges.outline.noCore')}</p>
      </Part>
      {outline.causes.length > 0 && (
        <Part title={t('challenges.outline.sections.causes')}>
          <TreeBranch nodes={outline.causes} kind="cause" />
        </Part>
      )}
      <Cards title={t('challenges.outline.sections.affectedGroups')} cards={outline.affectedGroups} />
      <Cards title={t('challenges.outline.sections.evidence')} cards={outline.evidence} />
    </>
  )
}

function Groups({ groups }: { groups: Group[] }) {
  const { t } = useTranslation()
  return (
    <div className="outline-groups">
      {groups.map((group) => (
        <section key={group.id} className="outline-group">
          <h4>{group.title || t('challenges.outline.untitled')}</h4>
          {group.ideas.length > 0 ? (
            <CardList cards={group.ideas} />
          ) : (
            <p className="small muted">{t('challenges.outline.noIdeas')}</p>
          )}
        </section>
      ))}
    </div>
  )
}

function Brainstorm({ outline }: { outline: BrainstormOutline }) {
  const { t } = useTranslation()
  return (
    <>
      {outline.prompt && <p className="outline-prompt">{outline.prompt}</p>}
      <Groups groups={outline.clusters} />
      <Cards title={t('challenges.outline.sections.inbox')} cards={outline.inbox} />
      <Cards title={t('challenges.outline.sections.parking')} cards={outline.parking} />
    </>
  )
}

function Prototype({ outline }: { outline: PrototypeOutline }) {
  const { t } = useTranslation()
  const nameOf = (id: string): string => {
    const screen = outline.screens.find((candidate) => candidate.id === id)
    return screen ? `${screen.no}` : '?'
  }
  return (
    <>
      <div className="outline-groups">
        {outline.screens.map((screen) => (
          <section key={screen.id} className="outline-group">
            <h4>{`${screen.no}. ${screen.title || t('challenges.outline.untitled')}`}</h4>
            <p className="row">
              <span className="chip">{t(`challenges.outline.devices.${screen.device}`)}</span>
              {screen.links.map((link) => (
                <span key={`${link.from}-${link.to}`} className="chip">
                  {t('challenges.outline.leadsTo', { screen: nameOf(link.to) })}
                </span>
              ))}
            </p>
            <CardList cards={screen.annotations} />
          </section>
        ))}
      </div>
      {outline.storyboard.length > 0 && (
        <Part title={t('challenges.outline.sections.storyboard')}>
          <ol className="outline-storyboard">
            {outline.storyboard.map((panel) => (
              <li key={panel.id} value={panel.no}>
                {panel.caption}
              </li>
            ))}
          </ol>
        </Part>
      )}
    </>
  )
}
