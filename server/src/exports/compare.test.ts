import type { BrainstormOutline, ProblemTreeOutline, TreeNode } from '@sheshi/methods'
import { describe, expect, it } from 'vitest'
import { cardsOf, compareOutlines } from './compare.ts'

const head = { locale: 'en', notes: [], loose: [], ink: 0, images: 0 }
const node = (id: string, text: string, children: TreeNode[] = [], level = 1): TreeNode => ({
  id,
  text,
  level,
  alsoLinkedTo: [],
  children,
})
const tree = (fields: Partial<ProblemTreeOutline>): ProblemTreeOutline => ({
  ...head,
  template: 'problem-tree',
  core: 'The river is dirty',
  coreId: 'core',
  causes: [],
  effects: [],
  affectedGroups: [],
  evidence: [],
  ...fields,
})
const brainstorm = (fields: Partial<BrainstormOutline>): BrainstormOutline => ({
  ...head,
  template: 'brainstorm',
  prompt: 'How might we…?',
  promptId: null,
  inbox: [],
  clusters: [],
  parking: [],
  ...fields,
})

describe('compareOutlines', () => {
  it('finds no change between equal outlines', () => {
    const outline = tree({ causes: [node('a', 'Waste', [node('b', 'No bins', [], 2)])] })
    expect(compareOutlines(outline, structuredClone(outline))).toEqual({
      added: [],
      removed: [],
      changed: [],
      moved: [],
    })
  })

  it('tells what came, went and was reworded', () => {
    const before = tree({ causes: [node('a', 'Waste'), node('b', 'Factories')] })
    const after = tree({ core: 'The river is polluted', causes: [node('a', 'Waste'), node('c', 'Farms')] })
    const changes = compareOutlines(before, after)
    expect(changes.added).toEqual([
      { id: 'c', text: 'Farms', place: { section: 'causes', title: 'Causes', under: null } },
    ])
    expect(changes.removed.map((card) => card.id)).toEqual(['b'])
    expect(changes.changed).toEqual([
      {
        id: 'core',
        before: 'The river is dirty',
        after: 'The river is polluted',
        place: { section: 'core', title: 'Core problem', under: null },
      },
    ])
    expect(changes.moved).toEqual([])
  })

  it('tells from where to where a card moved, also together with a new wording', () => {
    const before = tree({ causes: [node('a', 'Waste'), node('b', 'Bins are full')] })
    const after = tree({ causes: [node('a', 'Waste', [node('b', 'Bins are full for weeks', [], 2)])] })
    const changes = compareOutlines(before, after)
    expect(changes.moved).toEqual([
      {
        id: 'b',
        text: 'Bins are full for weeks',
        from: { section: 'causes', title: 'Causes', under: null },
        to: { section: 'causes', title: 'Causes', under: { id: 'a', text: 'Waste' } },
      },
    ])
    expect(changes.changed).toHaveLength(1)
  })

  it('does not call a card moved whose parent was only reworded', () => {
    const before = tree({ causes: [node('a', 'Waste', [node('b', 'Bins')])] })
    const after = tree({ causes: [node('a', 'Rubbish', [node('b', 'Bins')])] })
    expect(compareOutlines(before, after).moved).toEqual([])
  })

  it('follows an idea from the inbox into a cluster', () => {
    const idea = { id: 'i', text: 'Free buses' }
    const before = brainstorm({ inbox: [idea] })
    const after = brainstorm({ clusters: [{ id: 'g', title: 'Transport', ideas: [idea] }] })
    const changes = compareOutlines(before, after)
    expect(changes.added.map((card) => card.id)).toEqual(['g'])
    expect(changes.moved[0]?.to).toEqual({
      section: 'clusters',
      title: 'Groups',
      under: { id: 'g', text: 'Transport' },
    })
  })

  it('knows the cards of every kind of outline', () => {
    const prototype = cardsOf({
      ...head,
      template: 'prototype-sketch',
      loose: [{ id: 'l', text: 'Left over' }],
      screens: [
        {
          id: 's',
          no: 1,
          device: 'phone',
          title: 'Start',
          annotations: [{ id: 'n', text: 'Too small' }],
          links: [],
        },
      ],
      storyboard: [{ id: 'p', no: 1, caption: 'She arrives', cards: [{ id: 'q', text: 'She arrives' }] }],
    })
    expect(prototype.map((card) => card.id)).toEqual(['s', 'n', 'q', 'l'])
    const blank = cardsOf({
      ...head,
      template: 'blank',
      clusters: [{ id: 'f', title: 'Frame', ideas: [{ id: 'x', text: 'X' }] }],
    })
    expect(blank.map((card) => card.id)).toEqual(['f', 'x'])
  })
})
