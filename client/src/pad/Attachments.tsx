import { Camera, Image, type LucideIcon, PencilLine, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { shrinkPhoto } from './photo.ts'
import { SketchPad } from './SketchPad.tsx'
import { drawStrokes } from './sketch.ts'
import { useText } from './text.ts'
import type { Draft } from './WriteView.tsx'

interface AttachmentsProps {
  draft: Draft
  onChange(part: Partial<Draft>): void
}

/** The picture or sketch that goes with a note, and the way to take it out again. */
export function Attachments({ draft: { photo, sketch }, onChange }: AttachmentsProps) {
  const t = useText()
  const sheet = useRef<HTMLCanvasElement>(null)
  const [url, setUrl] = useState('')
  useEffect(() => {
    if (!photo) return
    const made = URL.createObjectURL(photo.blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  useEffect(() => {
    const pen = sheet.current?.getContext('2d')
    if (!pen || !sketch) return
    pen.clearRect(0, 0, thumbnail, thumbnail)
    drawStrokes(pen, sketch, thumbnail)
  }, [sketch])
  const clear = () => onChange({ photo: null, sketch: null })
  return (
    <>
      {photo && url && (
        <Attached remove={t('pad.write.removePicture')} onRemove={clear}>
          <img src={url} alt={t('pad.write.picture')} />
        </Attached>
      )}
      {sketch && (
        <Attached remove={t('pad.write.removeSketch')} onRemove={clear}>
          <canvas
            ref={sheet}
            width={thumbnail}
            height={thumbnail}
            role="img"
            aria-label={t('pad.write.sketch')}
          />
        </Attached>
      )}
    </>
  )
}

const thumbnail = 240

interface AttachedProps {
  remove: string
  onRemove(): void
  children: React.ReactNode
}

function Attached({ remove, onRemove, children }: AttachedProps) {
  return (
    <div className="pad-attached">
      {children}
      <button type="button" className="pad-icon" aria-label={remove} title={remove} onClick={onRemove}>
        <X aria-hidden size={24} />
      </button>
    </div>
  )
}

interface AttachButtonsProps extends AttachmentsProps {
  say(words: string): void
  warn(words: string): void
}

/** Camera, pictures of the phone, and a sheet to draw on. */
export function AttachButtons({ draft, onChange, say, warn }: AttachButtonsProps) {
  const t = useText()
  const [drawing, setDrawing] = useState(false)
  const choose = async (file: File | undefined) => {
    if (!file) return
    say(t('pad.write.preparing'))
    const photo = await shrinkPhoto(file)
    if (photo) onChange({ photo, sketch: null })
    else warn(t('pad.write.unreadable'))
  }
  return (
    <>
      <FileButton icon={Camera} label={t('pad.write.take')} camera onFile={choose} />
      <FileButton icon={Image} label={t('pad.write.choose')} onFile={choose} />
      <button
        type="button"
        className="pad-icon"
        aria-label={t('pad.write.draw')}
        title={t('pad.write.draw')}
        onClick={() => setDrawing(true)}
      >
        <PencilLine aria-hidden size={24} />
      </button>
      {drawing && (
        <SketchPad
          begun={draft.sketch ?? []}
          onCancel={() => setDrawing(false)}
          onDone={(strokes) => {
            setDrawing(false)
            onChange({ photo: null, sketch: strokes.length > 0 ? strokes : null })
          }}
        />
      )}
    </>
  )
}

interface FileButtonProps {
  icon: LucideIcon
  label: string
  camera?: boolean
  onFile(file: File | undefined): void
}

/** With `camera` phones open it at once; without, they offer what they hold. */
function FileButton({ icon: Icon, label, camera = false, onFile }: FileButtonProps) {
  const id = useId()
  return (
    <span className="pad-icon pad-file">
      <input
        id={id}
        type="file"
        accept="image/*"
        {...(camera && { capture: 'environment' })}
        aria-label={label}
        title={label}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0])
          // The same picture may be chosen once more.
          event.currentTarget.value = ''
        }}
      />
      <Icon aria-hidden size={24} />
    </span>
  )
}
