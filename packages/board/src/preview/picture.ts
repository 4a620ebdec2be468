import type { TLImageShapeProps, TLShape } from '@tldraw/tlschema'
import type { Box } from '../geometry.ts'
import { propsOf } from '../schema.ts'
import type { Scene } from './draw.ts'
import { attributes, element, round, textElement } from './svg.ts'

/** A picture whose file is at hand, cut and turned over as people did it; else what stands for it. */
export function picture(scene: Pick<Scene, 'records' | 'picture'>, shape: TLShape, box: Box): string {
  const { assetId, crop, flipX, flipY } = propsOf(shape) as Partial<TLImageShapeProps>
  const asset = assetId ? scene.records.get(assetId) : undefined
  const src = asset?.typeName === 'asset' ? asset.props.src : null
  const href = typeof src === 'string' ? scene.picture(src) : null
  if (href === null) return placeholder(box)
  const { topLeft: first, bottomRight: last } = crop ?? {
    topLeft: { x: 0, y: 0 },
    bottomRight: { x: 1, y: 1 },
  }
  const w = box.w / Math.max(0.001, last.x - first.x)
  const h = box.h / Math.max(0.001, last.y - first.y)
  const whole = { x: box.x - first.x * w, y: box.y - first.y * h, w, h }
  const image = element('image', { href, ...attributes(whole), preserveAspectRatio: 'none' })
  const viewBox = [box.x, box.y, box.w, box.h].map(round).join(' ')
  const shown = crop ? element('svg', { ...attributes(box), viewBox }, image) : image
  if (!flipX && !flipY) return shown
  const [a, e] = flipX ? [-1, 2 * box.x + box.w] : [1, 0]
  const [d, f] = flipY ? [-1, 2 * box.y + box.h] : [1, 0]
  return element('g', { transform: `matrix(${[a, 0, 0, d, round(e), round(f)].join(' ')})` }, shown)
}

/** A page of another host is not fetched: its address stands in its place. */
export function embeddedPage(smallest: number, shape: TLShape, box: Box): string {
  const words = {
    ...{ x: box.x + box.w * 0.05, y: box.y, w: box.w * 0.9, h: box.h },
    ...{ size: 20, smallest, color: '#4b5563' },
    ...({ align: 'middle', vertical: 'middle' } as const),
  }
  return (
    element('rect', { ...attributes(box), rx: 8, fill: '#f3f4f6', stroke: '#9ca3af', 'stroke-width': 1.5 }) +
    textElement(String(propsOf(shape).url), words)
  )
}

/** A calm field with a hill and a sun stands for a picture that is not at hand. */
function placeholder(box: Box): string {
  const { x, y, w, h } = box
  const hill = `M${round(x)} ${round(y + h)}L${round(x + w * 0.35)} ${round(y + h * 0.5)}L${round(x + w * 0.6)} ${round(y + h * 0.8)}L${round(x + w * 0.75)} ${round(y + h * 0.65)}L${round(x + w)} ${round(y + h)}Z`
  return (
    element('rect', { ...attributes(box), fill: '#e5e7eb' }) +
    element('circle', { cx: x + w * 0.7, cy: y + h * 0.3, r: Math.min(w, h) * 0.09, fill: '#cbd5e1' }) +
    element('path', { d: hill, fill: '#cbd5e1' })
  )
}
