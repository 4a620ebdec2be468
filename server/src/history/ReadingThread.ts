import { builtProgram, WorkThread } from '../workThread.ts'
import { type Answer, answer, type Reading } from './reading.ts'

/** Reads versions in a thread of its own, so that who looks at a board's history does not hold up those who draw. */
export class ReadingThread extends WorkThread<Reading, Answer> {
  constructor(program: string | undefined = builtProgram('versions')) {
    super({ program, here: answer, failed: (error) => ({ error }) })
  }
}
