import { parentPort } from 'node:worker_threads'
import { judgeAlike } from '../workThread.ts'
import { doFileWork, type FileAnswer, type FileWork } from './bundleThread.ts'

// The program of the threads that make and read files of boards: one question, one answer (see BundleThreads).
judgeAlike()
parentPort?.on('message', (asked: FileWork) => {
  void doFileWork(asked)
    .catch((error: unknown): FileAnswer => ({ error: String(error) }))
    .then((answer) => {
      const { sent, moved } = asBytes(answer)
      parentPort?.postMessage(sent, moved)
    })
})

/** A bundle's files as bytes that are handed over instead of copied: copying 40 MB would hold up the server. */
function asBytes(answer: FileAnswer): { sent: FileAnswer; moved: ArrayBuffer[] } {
  if (!('files' in answer)) return { sent: answer, moved: [] }
  const moved: ArrayBuffer[] = []
  const files = answer.files.map((file) => {
    if ('from' in file) return file
    const data =
      typeof file.data === 'string' ? new TextEncoder().encode(file.data) : new Uint8Array(file.data)
    moved.push(data.buffer)
    return { ...file, data }
  })
  return { sent: { ...answer, files }, moved }
}
