import type { Card, Group, Outline, TreeNode } from '../outline.types.ts'

/** A card with where the outline holds it: the section, then the ids of what it hangs under or is grouped in. */
export interface CardAt {
  card: Card
  path: string[]
}

/** Every card of an outline exactly once, in the outline's order: for counting, and to compare two exports. */
export function allCards(outline: Outline): CardAt[] {
  return [...sections(outline), ...list(outline.loose, 'loose')]
}

function sections(outline: Outline): CardAt[] {
  switch (outline.template) {
    case 'problem-tree': {
      const { core, coreId } = outline
      return [
        ...(core !== null && coreId !== null ? list([{ id: coreId, text: core }], 'core') : []),
        ...nodes(outline.causes, 'causes'),
        ...nodes(outline.effects, 'effects'),
        ...list(outline.affectedGroups, 'affectedGroups'),
        ...list(outline.evidence, 'evidence'),
      ]
    }
    case 'brainstorm': {
      const { prompt, promptId } = outline
      return [
        ...(promptId === null ? [] : list([{ id: promptId, text: prompt }], 'prompt')),
        ...list(outline.inbox, 'inbox'),
        ...groups(outline.clusters),
        ...list(outline.parking, 'parking'),
      ]
    }
    case 'prototype-sketch':
      return [
        ...outline.screens.flatMap((screen) => list(screen.annotations, 'screens', screen.id)),
        ...outline.storyboard.flatMap((scene) => list(scene.cards, 'storyboard', scene.id)),
      ]
    case 'blank':
      return groups(outline.clusters)
  }
}

const list = (cards: Card[], ...path: string[]): CardAt[] =>
  cards.map(({ id, text }) => ({ card: { id, text }, path }))

const groups = (found: Group[]): CardAt[] => found.flatMap(({ id, ideas }) => list(ideas, 'clusters', id))

/** With a stack of its own: a chain of thousands of causes must not end the call stack. */
function nodes(top: TreeNode[], ...path: string[]): CardAt[] {
  const found: CardAt[] = []
  const stack = [...top].reverse().map((node) => ({ node, path }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, path: above } = next
    found.push({ card: { id: node.id, text: node.text }, path: above })
    const below = [...above, node.id]
    stack.push(...[...node.children].reverse().map((child) => ({ node: child, path: below })))
  }
  return found
}
