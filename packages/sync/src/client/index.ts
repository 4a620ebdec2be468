export { CloseCode, isFinal } from '../closeCodes.ts'
export { epochReason } from '../LateVisit.ts'
export { type BoardConnection, type ConnectOptions, connectBoard } from './connectBoard.ts'
export type { SaveState } from './progress.ts'
