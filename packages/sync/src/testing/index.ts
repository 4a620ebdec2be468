export { describeBoardLog, type LogUnderTest } from './describeBoardLog.ts'
export { HandClock } from './handClock.ts'
export { decodeServerFrame, HandClient, HandSocket, type ServerMessage } from './handSocket.ts'
export { type MemoryDisk, MemoryLog } from './memoryLog.ts'
