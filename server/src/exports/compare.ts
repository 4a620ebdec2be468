import type { Card, Group, Outline, TreeNode } from '@sheshi/methods'
import type { OutlineCard, OutlineChanges, OutlinePlace } from '@sheshi/records'

/** What is different in `after`: cards that came, went, were reworded, or hang somewhere else. Pure. */
export function compareOutlines(before: Outline, after: Outline): OutlineChanges {
  const earlier = new Map(cardsOf(before).map((card) => [card.id, card]))
  const later = new Map(cardsOf(after).map((card) => [card.id, card]))
  const changes: OutlineChanges = { added: [], removed: [], changed: [], moved: [] }
  for (const card of later.values()) {
    const was = earlier.get(card.id)
    if (!was) {
      changes.added.push(card)
      continue
    }
    const { id, text, place } = card
    if (was.text !== text) changes.changed.push({ id, before: was.text, after: text, place })
    if (!samePlace(was.place, place)) changes.moved.push({ id, text, from: was.place, to: place })
  }
  changes.removed = [...earlier.values()].filter((card) => !later.has(card.id))
  return changes
}

/** A parent that was only reworded is still the same place. */
const samePlace = (one: OutlinePlace, other: OutlinePlace): boolean =>
  one.section === other.section && one.under?.id === other.under?.id

/** Every card of an outline with its place, in reading order. */
export function cardsOf(outline: Outline): OutlineCard[] {
  return [...ofTemplate(outline), ...inSection('loose', outline.loose)]
}

function ofTemplate(outline: Outline): OutlineCard[] {
  switch (outline.template) {
    case 'problem-tree':
      return [
        ...inSection(
          'core',
          outline.coreId === null ? [] : [{ id: outline.coreId, text: outline.core ?? '' }],
        ),
        ...ofTree('causes', outline.causes),
        ...ofTree('effects', outline.effects),
        ...inSection('affectedGroups', outline.affectedGroups),
        ...inSection('evidence', outline.evidence),
      ]
    case 'brainstorm':
      return [
        ...inSection(
          'prompt',
          outline.promptId === null ? [] : [{ id: outline.promptId, text: outline.prompt }],
        ),
        ...inSection('inbox', outline.inbox),
        ...ofGroups(outline.clusters),
        ...inSection('parking', outline.parking),
      ]
    case 'prototype-sketch':
      return [
        ...outline.screens.flatMap((screen) => [
          ...inSection('screens', [{ id: screen.id, text: screen.title }]),
          ...inSection('screens', screen.annotations, { id: screen.id, text: screen.title }),
        ]),
        ...outline.storyboard.flatMap((panel) =>
          inSection('storyboard', panel.cards, { id: panel.id, text: String(panel.no) }),
        ),
      ]
    case 'blank':
      return ofGroups(outline.clusters)
  }
}

const inSection = (section: string, cards: readonly Card[], under: Card | null = null): OutlineCard[] =>
  cards.map(({ id, text }) => ({ id, text, place: { section, under } }))

const ofTree = (section: string, nodes: readonly TreeNode[], under: Card | null = null): OutlineCard[] =>
  nodes.flatMap((node) => [
    ...inSection(section, [node], under),
    ...ofTree(section, node.children, { id: node.id, text: node.text }),
  ])

const ofGroups = (groups: readonly Group[]): OutlineCard[] =>
  groups.flatMap((group) => [
    ...inSection('clusters', [{ id: group.id, text: group.title }]),
    ...inSection('clusters', group.ideas, { id: group.id, text: group.title }),
  ])
