import type { CardPiece, FramePiece, Region, StampPiece, Template } from './types.ts'

const gutterWidth = 280

/** The screens with their true sizes in CSS pixels; each has a gutter for remarks at its right. */
const screens: FramePiece[] = [
  screen(1, 'phone', 0, 0, 390, 844),
  screen(2, 'phone', 744, 0, 390, 844),
  screen(3, 'phone', 1488, 0, 390, 844),
  screen(4, 'tablet', 0, 1000, 820, 1180),
  screen(5, 'desktop', 2232, 0, 1440, 900),
]

function screen(
  no: 1 | 2 | 3 | 4 | 5,
  device: 'phone' | 'tablet' | 'desktop',
  x: number,
  y: number,
  w: number,
  h: number,
): FramePiece {
  const labelKey = `prototype-sketch.screen.${no}` as const
  return { kind: 'frame', id: `screen.${no}`, labelKey, bounds: { x, y, w, h }, no, device }
}

const gutters = screens.map((frame): Region => {
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
})

const scenes = [1, 2, 3, 4, 5, 6] as const
const sceneAt = (no: number) => ({ x: 1216 + ((no - 1) % 3) * 512, y: 1144 + Math.floor((no - 1) / 3) * 556 })

const panels = scenes.map((no): FramePiece => {
  const bounds = { ...sceneAt(no), w: 480, h: 360 }
  return { kind: 'frame', id: `panel.${no}`, labelKey: `prototype-sketch.panel.${no}`, bounds, no }
})

const captions = scenes.map((no): Region => {
  const { x, y } = sceneAt(no)
  return {
    id: `caption.${no}`,
    kind: 'caption',
    labelKey: 'prototype-sketch.caption',
    bounds: { x, y: y + 360, w: 480, h: 120 },
    title: { at: 'top', size: 'm' },
    color: 'grey',
    noteColor: 'yellow',
  }
})

/** A sheet in each caption, so that a double click writes there and the words wrap. */
const captionCards = scenes.map((no): CardPiece => {
  const { x, y } = sceneAt(no)
  const bounds = { x: x + 8, y: y + 396, w: 464, h: 76 }
  return { kind: 'card', id: `caption.${no}`, shape: 'geo', bounds, color: 'grey' }
})

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

/** Paper prototype: numbered screens to draw on, remarks beside them, and the story in six scenes (METHODS.md). */
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
  bounds: { x: -312, y: -216, w: 4280, h: 2396 },
  regions: [
    ...gutters,
    ...captions,
    {
      id: 'inbox',
      kind: 'inbox',
      labelKey: 'prototype-sketch.inbox',
      bounds: { x: 2784, y: 1000, w: 1184, h: 1180 },
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
      y: -208,
      w: 2400,
      size: 'xl',
      scale: 2,
    },
    {
      kind: 'text',
      id: 'storyboard',
      labelKey: 'prototype-sketch.storyboard',
      x: 1216,
      y: 1008,
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
    ...panels,
    ...captionCards,
    ...stamps,
  ],
}
