export { type JsonCanvas, toCanvas } from './canvas.ts'
export { proposalsOf, toDecidimCsv } from './decidim.ts'
export { type Ocif, ocifVersion, toOcif } from './ocif.ts'
export { readCanvas } from './readCanvas.ts'
export { readExcalidraw } from './readExcalidraw.ts'
export { readOcif } from './readOcif.ts'
export { boardFileIn, keepRecords } from './readRecords.ts'
export { Tally } from './records.ts'
export {
  type FoundPicture,
  type ImportedBoard,
  ImportProblem,
  type ImportReport,
  type LeftReason,
  leftReasons,
} from './types.ts'
export { type BundleFinding, checkBundle, type FileFinding, type Tools } from './verify.ts'
export { type Inflate, listZip, unpack, type ZipEntry, ZipProblem, zipLimits } from './zip.ts'
