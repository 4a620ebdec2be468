import type { TLDefaultColorStyle } from '@tldraw/tlschema'
import { Ellipsis, Eraser, Hand, type LucideIcon, Pencil, StickyNote, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TouchButton } from './TouchButton.tsx'
import { type Side, type Tool, tools } from './touches.ts'
import type { InHand } from './WallHands.ts'

interface WallBarProps {
  side: Side
  inHand: InHand
  onChoose: (inHand: InHand) => void
  onUndo: () => void
  /** Shows or hides what the screen itself can do. */
  onMore: () => void
  moreShown: boolean
}

const faces: Record<Tool, { icon: LucideIcon; label: string }> = {
  move: { icon: Hand, label: 'screen.wall.tools.move' },
  pen: { icon: Pencil, label: 'screen.wall.tools.pen' },
  eraser: { icon: Eraser, label: 'screen.wall.tools.eraser' },
  note: { icon: StickyNote, label: 'screen.wall.tools.note' },
}

/** Few, and told apart from the back of the room: tldraw's own names and their colours on its light ground. */
const colors: readonly { color: TLDefaultColorStyle; label: string; css: string }[] = [
  { color: 'blue', label: 'screen.wall.colors.blue', css: '#4465e9' },
  { color: 'red', label: 'screen.wall.colors.red', css: '#e03131' },
  { color: 'green', label: 'screen.wall.colors.green', css: '#099268' },
  { color: 'black', label: 'screen.wall.colors.black', css: '#1d1d1d' },
]

/** What a side has in hand before anybody chose: its own colour, so that two people are told apart. */
export const atFirst: Record<Side, InHand> = {
  left: { tool: 'move', color: 'blue' },
  right: { tool: 'move', color: 'red' },
}

/** The tools of one side of the wall, in the lower half of it, where children and grown-ups reach. */
export function WallBar({ side, inHand, onChoose, onUndo, onMore, moreShown }: WallBarProps) {
  const { t } = useTranslation()
  return (
    <div
      className={`wall-bar wall-bar-${side}`}
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t(side === 'left' ? 'screen.wall.left' : 'screen.wall.right')}
    >
      <div className="wall-bar-column">
        {tools.map((tool) => {
          const { icon: Icon, label } = faces[tool]
          return (
            <TouchButton
              key={tool}
              className="wall-tool"
              aria-pressed={inHand.tool === tool}
              onPress={() => onChoose({ ...inHand, tool })}
            >
              <Icon aria-hidden />
              <span>{t(label)}</span>
            </TouchButton>
          )
        })}
        <TouchButton className="wall-tool" onPress={onUndo}>
          <Undo2 aria-hidden />
          <span>{t('screen.wall.undo')}</span>
        </TouchButton>
      </div>
      <div className="wall-bar-column">
        {colors.map(({ color, label, css }) => (
          <TouchButton
            key={color}
            className="wall-tool wall-color"
            aria-label={t(label)}
            aria-pressed={inHand.color === color}
            onPress={() => onChoose({ tool: inHand.tool === 'note' ? 'note' : 'pen', color })}
          >
            <span className="wall-swatch" style={{ background: css }} />
          </TouchButton>
        ))}
        <TouchButton className="wall-tool" aria-expanded={moreShown} onPress={onMore}>
          <Ellipsis aria-hidden />
          <span>{t('screen.wall.more')}</span>
        </TouchButton>
      </div>
    </div>
  )
}
