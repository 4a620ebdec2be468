export { type Binding, type BindOptions, bindStore } from './binding.ts'
export { checkRecord } from './check.ts'
export { countRecords } from './count.ts'
export { type Edit, editsBetween } from './diff.ts'
export {
  hasHeld,
  putRecords,
  rawRecord,
  readBoard,
  readRecords,
  removeRecords,
  rewordRecord,
  seedBoard,
} from './document.ts'
export { allowEmbeds, embedHosts, isAllowedEmbed } from './embeds.ts'
export { compact, epochOf, type Renewal, renewDocument } from './epoch.ts'
export { drain } from './epochDrain.ts'
export { type Box, localBox, type Point, pageBounds, pagePoint } from './geometry.ts'
export { judgeUpdate, type Refusal } from './judge.ts'
export { judgeParts } from './judgeParts.ts'
export {
  boardVersion,
  DocumentTooNew,
  isOtherVersion,
  migrateRecords,
  readStored,
  type StoredRecords,
} from './migrate.ts'
export { type Places, placesOf } from './places.ts'
export {
  claimedRole,
  encodeLasting,
  encodeMoving,
  joinPresence,
  lastingId,
  PALETTE,
  type PresenceRole,
  type PresenceState,
  personId,
  presenceUserId,
  readPresence,
  toInstancePresence,
} from './presence.ts'
export { noteFill } from './preview/draw.ts'
export { renderPreview } from './preview/preview.ts'
export { isOwnAddress, plainText, richText, withSafeLinks } from './richText.ts'
export type { Schedule } from './schedule.ts'
export {
  LAYOUT,
  schema,
  type TLBinding,
  type TLPage,
  type TLRecord,
  type TLRichText,
  type TLShape,
  type TLStore,
} from './schema.ts'
export { connect, indexes, makeShape, type ShapeInput } from './shapes.ts'
export type { Unreadable } from './view.ts'
