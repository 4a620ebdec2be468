import type { Bounds } from '../types.ts'
import type { CardPiece, FramePiece, Region, StampPiece, Template, Variant } from './types.ts'

const gutterWidth = 280

/** The sizes of screens in CSS pixels. */
export const deviceSizes = {
  phone: { w: 390, h: 844 },
  tablet: { w: 820, h: 1180 },
  desktop: { w: 1440, h: 900 },
  kiosk: { w: 1080, h: 1920 },
  wall: { w: 1920, h: 1080 },
} as const satisfies Record<NonNullable<FramePiece['device']>, { w: number; h: number }>

/** Screens in their true sizes; each has a gutter for remarks at its right. */
function screen(
  no: 1 | 2 | 3 | 4 | 5,
  device: keyof typeof deviceSizes,
  x: number,
  y: number,
  labelKey: FramePiece['labelKey'] = `prototype-sketch.screen.${no}`,
): FramePiece {
  return { kind: 'frame', id: `screen.${no}`, labelKey, bounds: { x, y, ...deviceSizes[device] }, no, device }
}

const phones = [screen(1, 'phone', 0, 0), screen(2, 'phone', 744, 0), screen(3, 'phone', 1488, 0)]

const gutterOf = (frame: FramePiece): Region => {
  const { x, y, w, h } = frame.bounds
  return {
    id: `gutter.${frame.no}`,
    kind: 'gutter',
    labelKey: 'prototype-sketch.gutter',
    bounds: { x: Math.ceil((x + w) / 8) * 8 + 16, y, w: gutterWidth, h },
    title: { at: 'top', size: 'l' },
    color: 'yellow',
    noteColor: 'yellow',
  }
}

/**
 * The story in scenes, three in a row: a panel to draw in, its caption below, and a sheet in the caption. The rows leave
 * room for the names of frames, which are as large from afar as from near.
 */
function storyboard(
  count: 3 | 6,
  { x: left, y: top }: { x: number; y: number },
): { frames: FramePiece[]; captions: Region[]; cards: CardPiece[] } {
  const scenes = ([1, 2, 3, 4, 5, 6] as const).slice(0, count).map((no) => {
    const row = Math.floor((no - 1) / 3)
    return { no, x: left + ((no - 1) % 3) * 512, y: top + row * 616 }
  })
  const frames = scenes.map(({ no, x, y }): FramePiece => {
    const bounds = { x, y, w: 480, h: 360 }
    return { kind: 'frame', id: `panel.${no}`, labelKey: `prototype-sketch.panel.${no}`, bounds, no }
  })
  const captions = scenes.map(({ no, x, y }): Region => {
    const bounds = { x, y: y + 360, w: 480, h: 120 }
    const title = { at: 'top', size: 'm' } as const
    const look = { color: 'grey', noteColor: 'yellow' } as const
    return {
      id: `caption.${no}`,
      kind: 'caption',
      labelKey: 'prototype-sketch.caption',
      bounds,
      title,
      ...look,
    }
  })
  // So that a double click writes there and the words wrap.
  const cards = scenes.map(({ no, x, y }): CardPiece => {
    const bounds = { x: x + 8, y: y + 396, w: 464, h: 76 }
    return { kind: 'card', id: `caption.${no}`, shape: 'geo', bounds, color: 'grey' }
  })
  return { frames, captions, cards }
}

type StampName = 'button' | 'field' | 'menu' | 'list' | 'image' | 'map' | 'person' | 'speech'

const stampRows: [name: StampName, geo: StampPiece['geo'], h: number, color: StampPiece['color']][] = [
  ['button', 'oval', 88, 'light-blue'],
  ['field', 'rectangle', 88, 'white'],
  ['menu', 'rectangle', 88, 'grey'],
  ['list', 'rectangle', 144, 'white'],
  ['image', 'x-box', 144, 'white'],
  ['map', 'hexagon', 144, 'light-green'],
  ['person', 'ellipse', 144, 'light-violet'],
  ['speech', 'cloud', 144, 'white'],
]

const stamps = stampRows.map(([name, geo, h, color], at): StampPiece => {
  const bounds = { x: -264, y: 256 + at * 240, w: 184, h }
  const labelKey = `prototype-sketch.stamp.${name}` as const
  return { kind: 'stamp', id: `stamp.${name}`, labelKey, geo, bounds, color }
})

interface Form {
  screens: FramePiece[]
  scenes: 3 | 6
  /** The top left corner of the storyboard. */
  story: { x: number; y: number }
  inbox: Bounds
  bounds: Bounds
}

function draw({ screens, scenes, story, inbox, bounds }: Form): Required<Omit<Variant, 'id' | 'labelKey'>> {
  const { frames, captions, cards } = storyboard(scenes, story)
  return {
    bounds,
    regions: [
      ...screens.map(gutterOf),
      ...captions,
      {
        id: 'inbox',
        kind: 'inbox',
        labelKey: 'prototype-sketch.inbox',
        bounds: inbox,
        title: { at: 'top', size: 'xl' },
        color: 'grey',
        noteColor: 'light-green',
        grows: 'down',
      },
    ],
    pieces: [
      {
        kind: 'text',
        id: 'heading',
        labelKey: 'prototype-sketch.name',
        x: -312,
        y: bounds.y + 8,
        w: 2400,
        size: 'xl',
        scale: 2,
      },
      {
        kind: 'text',
        id: 'storyboard',
        labelKey: 'prototype-sketch.storyboard',
        x: story.x,
        y: story.y - 208,
        w: 1504,
        size: 'xl',
      },
      {
        kind: 'guide',
        id: 'stamps',
        titleKey: 'prototype-sketch.stamps',
        lineKeys: ['prototype-sketch.stamps.hint'],
        bounds: { x: -312, y: 0, w: 296, h: 2180 },
        titleSize: 'l',
      },
      ...screens,
      ...frames,
      ...cards,
      ...stamps,
    ],
  }
}

const usual: Form = {
  screens: [...phones, screen(4, 'tablet', 0, 1000), screen(5, 'desktop', 2232, 0)],
  scenes: 6,
  story: { x: 1216, y: 1080 },
  inbox: { x: 2784, y: 1000, w: 1184, h: 1180 },
  bounds: { x: -312, y: -280, w: 4280, h: 2460 },
}

/** For services that stand in public: a kiosk and a large wall instead of tablet and computer. */
const inPublic: Form = {
  screens: [
    ...phones,
    screen(4, 'kiosk', 0, 1040, 'prototype-sketch.screen.kiosk'),
    screen(5, 'wall', 2232, 0, 'prototype-sketch.screen.wall'),
  ],
  scenes: 6,
  story: { x: 1432, y: 1320 },
  inbox: { x: 3000, y: 1320, w: 1448, h: 1096 },
  bounds: { x: -312, y: -320, w: 4760, h: 3280 },
}

/** Paper prototype: numbered screens to draw on, remarks beside them, and the story in scenes (METHODS.md). */
export const prototypeSketch: Template = {
  id: 'prototype-sketch',
  step: 'innovate',
  reads: 'prototype',
  minutes: 60,
  groupSize: [2, 6],
  nameKey: 'prototype-sketch.name',
  descriptionKey: 'prototype-sketch.description',
  script: [
    'prototype-sketch.script.1',
    'prototype-sketch.script.2',
    'prototype-sketch.script.3',
    'prototype-sketch.script.4',
    'prototype-sketch.script.5',
  ],
  ...draw(usual),
  variants: {
    usual: 'prototype-sketch.scenes.6',
    others: [
      { id: 'scenes-3', labelKey: 'prototype-sketch.scenes.3', ...draw({ ...usual, scenes: 3 }) },
      { id: 'public', labelKey: 'prototype-sketch.public', ...draw(inPublic) },
    ],
  },
}
