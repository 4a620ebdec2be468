import { inkColors } from '@sheshi/records/plain'
import { Trash2, Undo2 } from 'lucide-react'
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { drawStrokes, type Ink, inks, onSheet, type Point, type Stroke, simplify } from './sketch.ts'
import { useText } from './text.ts'

interface SketchPadProps {
  begun: readonly Stroke[]
  onDone(strokes: Stroke[]): void
  onCancel(): void
}

/** Fine enough for what a finger does, and few points to keep. */
const fineness = 1.5

/** A sheet over the whole page, to draw on with a finger. */
export function SketchPad({ begun, onDone, onCancel }: SketchPadProps) {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const [strokes, setStrokes] = useState(begun)
  const [ink, setInk] = useState<Ink>('black')
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      className="pad-sketch"
      aria-labelledby="pad-sketch"
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
    >
      <h2 id="pad-sketch">{t('pad.sketch.title')}</h2>
      <Sheet
        strokes={strokes}
        ink={ink}
        label={t('pad.sketch.sheet', { count: strokes.length })}
        onStroke={(stroke) => setStrokes((before) => [...before, stroke])}
      />
      <InkChoice ink={ink} onInk={setInk} />
      <div className="pad-sketch-tools">
        <button
          type="button"
          className="button"
          disabled={strokes.length === 0}
          onClick={() => setStrokes((before) => before.slice(0, -1))}
        >
          <Undo2 aria-hidden size={20} />
          {t('pad.sketch.undo')}
        </button>
        <button
          type="button"
          className="button"
          disabled={strokes.length === 0}
          onClick={() => setStrokes([])}
        >
          <Trash2 aria-hidden size={20} />
          {t('pad.sketch.clear')}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('pad.sketch.cancel')}
        </button>
        <button type="button" className="button button-primary" onClick={() => onDone([...strokes])}>
          {t('pad.sketch.done')}
        </button>
      </div>
    </dialog>
  )
}

function InkChoice({ ink, onInk }: { ink: Ink; onInk(ink: Ink): void }) {
  const t = useText()
  return (
    <fieldset className="pad-colors pad-inks">
      <legend className="visually-hidden">{t('pad.sketch.ink')}</legend>
      {inkColors.map((color) => (
        <label key={color} className="pad-color" style={{ background: inks[color] }}>
          <input
            type="radio"
            name="ink"
            value={color}
            checked={ink === color}
            onChange={() => onInk(color)}
          />
          <span className="visually-hidden">{t(`pad.sketch.inks.${color}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface SheetProps {
  strokes: readonly Stroke[]
  ink: Ink
  label: string
  onStroke(stroke: Stroke): void
}

/** The sheet itself. One finger draws; a second one, or the palm, is not asked. */
function Sheet({ strokes, ink, label, onStroke }: SheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef<{ pointer: number; points: Point[] } | null>(null)
  const paint = useCallback(() => {
    const sheet = canvas.current
    const pen = sheet?.getContext('2d')
    if (!sheet || !pen) return
    const side = Math.round(sheet.clientWidth * (window.devicePixelRatio || 1))
    if (sheet.width !== side) [sheet.width, sheet.height] = [side, side]
    pen.clearRect(0, 0, side, side)
    const now = drawing.current ? [{ color: ink, points: drawing.current.points }] : []
    drawStrokes(pen, [...strokes, ...now], side)
  }, [strokes, ink])
  useEffect(() => {
    paint()
    window.addEventListener('resize', paint)
    return () => window.removeEventListener('resize', paint)
  }, [paint])

  useEffect(() => {
    const sheet = canvas.current
    // Else the browser sees a fling in a quick line, takes the next tap for its end, and offers menus to a slow one.
    const keepOff = (event: TouchEvent) => event.preventDefault()
    sheet?.addEventListener('touchstart', keepOff, { passive: false })
    return () => sheet?.removeEventListener('touchstart', keepOff)
  }, [])

  const add = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect()
    const sheet = { x: left, y: top, side: width }
    // Between two frames a finger has been in more places than one.
    const all = event.nativeEvent.getCoalescedEvents?.() ?? []
    for (const at of all.length > 0 ? all : [event.nativeEvent]) {
      drawing.current?.points.push(onSheet({ x: at.clientX, y: at.clientY }, sheet))
    }
    paint()
  }
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    const drawn = drawing.current
    if (drawn?.pointer !== event.pointerId) return
    drawing.current = null
    onStroke({ color: ink, points: simplify(drawn.points, fineness) })
  }
  return (
    <canvas
      ref={canvas}
      className="pad-sheet"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (drawing.current || (event.pointerType === 'mouse' && event.button !== 0)) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drawing.current = { pointer: event.pointerId, points: [] }
        add(event)
      }}
      onPointerMove={(event) => {
        if (drawing.current?.pointer === event.pointerId) add(event)
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  )
}
