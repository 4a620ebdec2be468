export { type Clock, systemClock } from './clock.ts'
export * from './closeCodes.ts'
export type { FirstState } from './firstState.ts'
export type { Judge, PartsJudge, Refusal } from './judge.ts'
export { epochReason } from './LateVisit.ts'
export { limits } from './limits.ts'
export { type AwarenessEntry, encodeAwareness } from './protocol.ts'
export { Room } from './Room.ts'
export {
  type DamagedBoard,
  type RegistryOptions,
  type RegistryStats,
  RoomRegistry,
} from './RoomRegistry.ts'
export type { RoomReport } from './roomReport.ts'
export { decodeServerFrame, type ServerMessage } from './serverFrame.ts'
export { Session, type Who } from './session.ts'
export { documentMemory, type Space } from './space.ts'
export { type PartSize, splitUpdate } from './splitUpdate.ts'
export * from './types.ts'
