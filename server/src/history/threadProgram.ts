import { parentPort } from 'node:worker_threads'
import { judgeAlike } from '../workThread.ts'
import { answer, type Reading } from './reading.ts'

// The program of the thread that reads versions: one question, one answer (see ReadingThread).
judgeAlike()
parentPort?.on('message', (asked: Reading) => parentPort?.postMessage(answer(asked)))
