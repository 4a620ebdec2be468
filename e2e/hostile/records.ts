/** Records as tldraw 3.15 writes them, for who writes past our pages. */

const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: words === '' ? [] : [{ type: 'text', text: words }] }],
})

type Fields = Record<string, unknown>

const shape = (type: string, id: string, props: Fields, more: Fields = {}) => ({
  id: `shape:${id}`,
  typeName: 'shape',
  type,
  parentId: 'page:page',
  x: 0,
  y: 0,
  rotation: 0,
  opacity: 1,
  index: 'a1',
  isLocked: false,
  meta: {},
  ...more,
  props,
})

const ink = { color: 'black', size: 'm' }
const label = { labelColor: 'black', font: 'draw' }

export const note = (id: string, words: string, props: Fields = {}, more: Fields = {}) =>
  shape(
    'note',
    id,
    {
      ...ink,
      ...label,
      richText: text(words),
      align: 'middle',
      verticalAlign: 'middle',
      growY: 0,
      fontSizeAdjustment: 0,
      url: '',
      scale: 1,
      ...props,
    },
    more,
  )

export const geo = (id: string, props: Fields = {}, more: Fields = {}) =>
  shape(
    'geo',
    id,
    {
      ...ink,
      ...label,
      w: 100,
      h: 100,
      geo: 'rectangle',
      dash: 'draw',
      fill: 'none',
      growY: 0,
      url: '',
      scale: 1,
      align: 'middle',
      verticalAlign: 'middle',
      richText: text(''),
      ...props,
    },
    more,
  )

export const frameShape = (id: string, more: Fields = {}) =>
  shape('frame', id, { w: 320, h: 180, name: '', color: 'black' }, more)

export const group = (id: string, more: Fields = {}) => shape('group', id, {}, more)

export const stroke = (id: string, segments: unknown, props: Fields = {}) =>
  shape('draw', id, {
    ...ink,
    segments,
    fill: 'none',
    dash: 'draw',
    isComplete: true,
    isClosed: false,
    isPen: false,
    scale: 1,
    ...props,
  })

export const line = (id: string, points: Fields, spline = 'line') =>
  shape('line', id, { ...ink, dash: 'draw', spline, scale: 1, points })

export const arrow = (id: string, props: Fields = {}, more: Fields = {}) =>
  shape(
    'arrow',
    id,
    {
      ...ink,
      ...label,
      kind: 'arc',
      elbowMidPoint: 0.5,
      dash: 'draw',
      fill: 'none',
      bend: 0,
      start: { x: 0, y: 0 },
      end: { x: 100, y: 0 },
      arrowheadStart: 'none',
      arrowheadEnd: 'arrow',
      text: '',
      labelPosition: 0.5,
      scale: 1,
      ...props,
    },
    more,
  )

export const bind = (
  id: string,
  from: string,
  to: string,
  terminal: 'start' | 'end',
  props: Fields = {},
) => ({
  id: `binding:${id}`,
  typeName: 'binding',
  type: 'arrow',
  fromId: `shape:${from}`,
  toId: `shape:${to}`,
  props: {
    terminal,
    normalizedAnchor: { x: 0.5, y: 0.5 },
    isExact: false,
    isPrecise: false,
    snap: 'none',
    ...props,
  },
  meta: {},
})

export const embed = (id: string, url: string) => shape('embed', id, { w: 300, h: 300, url })

export const picture = (id: string, assetId: string, props: Fields = {}) =>
  shape('image', id, {
    w: 100,
    h: 100,
    assetId,
    playing: true,
    url: '',
    crop: null,
    flipX: false,
    flipY: false,
    altText: '',
    ...props,
  })

export const pictureAsset = (id: string, src: string) => ({
  id: `asset:${id}`,
  typeName: 'asset',
  type: 'image',
  meta: {},
  props: { w: 1, h: 1, name: 'a', isAnimated: false, mimeType: 'image/png', src },
})
