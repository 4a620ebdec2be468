export {
  encodeAwareness,
  encodeCheckpoint,
  encodeMissing,
  encodeStateVector,
  encodeUpdate,
} from '../protocol.ts'
export { describeBoardLog, type LogUnderTest } from './describeBoardLog.ts'
export { HandClock } from './handClock.ts'
export { decodeServerFrame, HandClient, HandSocket, type ServerMessage } from './handSocket.ts'
export { type MemoryDisk, MemoryLog } from './memoryLog.ts'
export { randomFrom, runSeed } from './random.ts'
