import type { ShownChallenge } from '../useSectionDraft.ts'

/** What every section of the record is given. */
export interface SectionProps {
  shown: ShownChallenge
  editable: boolean
}
