import { HelixGaps } from './helix/HelixGaps.tsx'
import { ProposedGroups } from './notes/ProposedGroups.tsx'
import { SectorMarks } from './notes/SectorMarks.tsx'
import { ScreeningResults } from './screening/ScreeningResults.tsx'
import { ObjectiveMarks } from './tree/ObjectiveMarks.tsx'

/** What our methods show on the canvas, above the shapes and in their coordinates. */
export function CanvasOverlays() {
  return (
    <>
      <SectorMarks />
      <ObjectiveMarks />
      <ProposedGroups />
      <ScreeningResults />
      <HelixGaps />
    </>
  )
}
