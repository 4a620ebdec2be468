export {
  type ConvergenceOptions,
  comparable,
  differences,
  faultsOf,
  Peer,
  runConvergence,
  Workshop,
} from './convergence.ts'
export { act, type Hand } from './operations.ts'
export { Random } from './random.ts'
export { createStore, HandSchedule, History, sharedRecords } from './store.ts'
