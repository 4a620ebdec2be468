import { parentPort } from 'node:worker_threads'
import { doFileWork, type FileAnswer, type FileWork } from './bundleThread.ts'

// The program of the threads that make and read files of boards: one question, one answer (see BundleThreads).
parentPort?.on('message', (asked: FileWork) => {
  void doFileWork(asked)
    .catch((error: unknown): FileAnswer => ({ error: String(error) }))
    .then((answer) => parentPort?.postMessage(answer))
})
