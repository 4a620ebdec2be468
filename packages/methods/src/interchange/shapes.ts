import { GeoShapeGeoStyle } from '@tldraw/tlschema'

const geos: readonly string[] = GeoShapeGeoStyle.values

/** The name of one of tldraw's shapes, or null. */
export const geoOf = (value: unknown): string | null =>
  typeof value === 'string' && geos.includes(value) ? value : null
