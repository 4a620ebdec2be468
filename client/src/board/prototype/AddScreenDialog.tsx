import { type Device, newScreen, screenDevices } from '@sheshi/methods'
import { Laptop, type LucideIcon, MonitorSmartphone, Presentation, Smartphone, Tablet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLRecord } from 'tldraw'
import { Dialog } from '../../app/Dialog.tsx'
import { useLocale } from '../../app/useLocale.ts'
import { type Insets, showBounds } from '../showBounds.ts'

const icons: Record<Device, LucideIcon> = {
  phone: Smartphone,
  tablet: Tablet,
  desktop: Laptop,
  kiosk: MonitorSmartphone,
  wall: Presentation,
}

/** Which device the new screen is drawn for: one press adds it, with the next number. */
export function AddScreenDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const add = (device: Device) => {
    onClose()
    addScreen(editor, device, locale, (no) =>
      t('prototype.screen', { no, device: t(`prototype.devices.${device}`) }),
    )
  }
  return (
    <Dialog title={t('prototype.add.title')} onClose={onClose}>
      <ul className="plain-list device-list">
        {screenDevices.map(({ device, w, h }) => {
          const Icon = icons[device]
          return (
            <li key={device}>
              <button type="button" className="button device" onClick={() => add(device)}>
                <Icon aria-hidden size={24} />
                <span>{t(`prototype.devices.${device}`)}</span>
                <span className="small muted">{`${w} × ${h}`}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}

/** The bars above and below, and the frame's name. */
function roomAround(editor: Editor): Insets {
  const side = editor.getViewportScreenBounds().w < 700 ? 16 : 180
  return { top: 120, right: side, bottom: 100, left: side }
}

/** Adds a screen as one step of undo, selects it and shows it. */
function addScreen(editor: Editor, device: Device, locale: string, nameOf: (no: number) => string): void {
  const records = new Map<string, TLRecord>(editor.store.allRecords().map((record) => [record.id, record]))
  const shapes = newScreen(records, { device, locale, nameOf })
  const [frame] = shapes
  if (!frame) return
  const parentId = editor.getCurrentPageId()
  editor.markHistoryStoppingPoint('add a screen')
  editor.run(() => {
    editor.createShapes(shapes.map((shape) => ({ ...shape, parentId })))
    editor.select(frame.id)
  })
  const bounds = editor.getShapePageBounds(frame.id)
  if (bounds) showBounds(editor, bounds, { insets: roomAround(editor), closest: 1, glide: 200 })
}
