export {
  encodeAwareness,
  encodeCheckpoint,
  encodeMissing,
  encodeStateVector,
  encodeUpdate,
} from '../protocol.ts'
export { decodeServerFrame, type ServerMessage } from '../serverFrame.ts'
export { describeBoardLog, type LogUnderTest } from './describeBoardLog.ts'
export { HandClock } from './handClock.ts'
export { HandClient, HandSocket } from './handSocket.ts'
export { type MemoryDisk, MemoryLog } from './memoryLog.ts'
export { randomFrom, runSeed } from './random.ts'
