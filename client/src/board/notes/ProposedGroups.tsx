import { Box, useEditor, useValue } from 'tldraw'
import { proposal } from './state.ts'

/** Dashed boxes with numbers around the notes that would become groups, as long as they are only proposed. */
export function ProposedGroups() {
  const editor = useEditor()
  const boxes = useValue(
    'boxes of proposed groups',
    () =>
      (proposal(editor).get() ?? []).flatMap(({ key, ids, chosen }, at) => {
        const there = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
        return there.length > 0 ? [{ key, no: at + 1, chosen, bounds: Box.Common(there).expandBy(16) }] : []
      }),
    [editor],
  )
  const scale = useValue('size of numbers', () => Math.min(8, Math.max(1, 1 / editor.getZoomLevel())), [
    editor,
  ])
  return boxes.map(({ key, no, chosen, bounds: { x, y, w, h } }) => (
    <div
      key={key}
      className={`proposed-group ${chosen ? '' : 'proposed-group-out'}`}
      style={{ left: x, top: y, width: w, height: h, borderWidth: 2 * scale, fontSize: 16 * scale }}
      data-testid="proposed-group"
    >
      <span>{no}</span>
    </div>
  ))
}
