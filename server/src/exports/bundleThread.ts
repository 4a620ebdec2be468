import { builtProgram, WorkThread } from '../workThread.ts'
import { type Bundle, type BundleAsked, makeBundle } from './build.ts'
import { type ImportAnswer, type ImportAsked, importBoard } from './importBoard.ts'
import { svgProblem } from './inertSvg.ts'
import { type VerifyAnswer, type VerifyAsked, verifyBundle } from './verifyBundle.ts'

interface DrawingAsked {
  what: 'drawing'
  svg: string
}

export type FileWork = BundleAsked | ImportAsked | VerifyAsked | DrawingAsked
export type FileAnswer = Bundle | ImportAnswer | VerifyAnswer | { problem: string | null } | { error: string }

/** How long a file of somebody's may be read, in milliseconds: what takes longer was made to take long. */
const readWithin = 30_000

/** What is asked of the threads that make and read files of boards. */
export async function doFileWork(asked: FileWork): Promise<FileAnswer> {
  if (asked.what === 'drawing') return { problem: svgProblem(asked.svg) }
  if (asked.what === 'bundle') return makeBundle(asked)
  return asked.what === 'import' ? importBoard(asked) : verifyBundle(asked)
}

const threadFor = (within?: number) =>
  new WorkThread<FileWork, FileAnswer>({
    program: builtProgram('bundles'),
    here: doFileWork,
    failed: (error) => ({ error }),
    ...(within === undefined ? {} : { within }),
  })

/** Makes exports in one thread, reads what people bring in another: nobody's file holds up an export. */
export class BundleThreads {
  private readonly making = threadFor()
  private readonly reading = threadFor(readWithin)

  /** @throws Error where the thread failed. */
  async make(asked: BundleAsked): Promise<Bundle> {
    const answer = await this.making.ask(asked)
    if ('record' in answer) return answer
    throw new Error('error' in answer ? answer.error : 'no bundle')
  }

  async import(asked: ImportAsked): Promise<ImportAnswer> {
    const answer = await this.reading.ask(asked)
    if ('read' in answer) return answer
    return 'refused' in answer ? answer : { refused: 'broken', detail: 'The file took too long to read' }
  }

  async verify(asked: VerifyAsked): Promise<VerifyAnswer> {
    const answer = await this.reading.ask(asked)
    if ('finding' in answer) return answer
    if ('refused' in answer && answer.refused !== 'unknown-format')
      return { refused: answer.refused, detail: answer.detail }
    return { refused: 'broken', detail: 'The file took too long to read' }
  }

  /** Why a drawing could do more than be looked at (`svgProblem`); null: it is harmless. */
  async drawingProblem(svg: string): Promise<string | null> {
    const answer = await this.reading.ask({ what: 'drawing', svg })
    return 'problem' in answer ? answer.problem : 'The SVG took too long to read'
  }

  async close(): Promise<void> {
    await Promise.all([this.making.close(), this.reading.close()])
  }
}
