export { type BadEdit, badEditRecords, badEdits } from './badEdits.ts'
export {
  type ConvergenceOptions,
  comparable,
  differences,
  faultsOf,
  Peer,
  runConvergence,
  Workshop,
} from './convergence.ts'
export { act, type Hand, liftPens } from './operations.ts'
export { Random } from './random.ts'
export {
  boardLayout,
  type EditKind,
  indexAt,
  type LayoutWriter,
  runSession,
  type SessionOptions,
} from './session.ts'
export { createStore, HandSchedule, History, sharedRecords } from './store.ts'
