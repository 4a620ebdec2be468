import { sectorsBehind } from '@sheshi/methods'
import { type Sector, sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { type Editor, useValue } from 'tldraw'
import { SidePanel } from '../SidePanel.tsx'
import { takeNameOff } from './author.ts'
import { sectorLooks } from './sectors.ts'
import { consentToName, nameOnNotes } from './state.ts'

interface SectorLegendProps {
  editor: Editor
  /** Puts the legend away; the marks stay. */
  onClose: () => void
  /** The visitor's own name and sector; the name is empty where none was given, or where they only look on. */
  name: string
  sector: Sector | null
}

/** What the marks on the notes mean and how many there are of each, and whether one's own name stands on one's notes. */
export function SectorLegend({ editor, onClose, name, sector }: SectorLegendProps) {
  const { t } = useTranslation()
  const counts = useValue('notes by sector', () => countNotes(editor), [editor])
  const signs = useValue(nameOnNotes)
  const change = (wanted: boolean) => {
    consentToName(wanted)
    if (!wanted) takeNameOff(editor, name)
  }
  return (
    <SidePanel title={t('notes.sectors.title')} onClose={onClose}>
      <ul className="plain-list sector-legend" data-testid="sector-legend">
        {sectors.map((each) => {
          const { icon: Icon, colour } = sectorLooks[each]
          return (
            <li key={each}>
              <span className="sector-dot" style={{ background: colour }} aria-hidden>
                <Icon size="1.1em" />
              </span>
              <span>
                {t(`challenges.sectors.${each}`)}
                {each === sector && <span className="small muted"> {t('notes.sectors.yours')}</span>}
              </span>
              <strong>{counts.get(each) ?? 0}</strong>
            </li>
          )
        })}
        <li className="muted">
          <span aria-hidden />
          <span>{t('notes.sectors.without')}</span>
          <strong>{counts.get(null) ?? 0}</strong>
        </li>
      </ul>
      {name && (
        <label className="sector-consent">
          <input type="checkbox" checked={signs} onChange={(event) => change(event.target.checked)} />
          <span>
            {t('notes.sectors.name')}
            <span className="small muted">{t('notes.sectors.nameHint')}</span>
          </span>
        </label>
      )}
    </SidePanel>
  )
}

/** A note that stands for several counts for each of their sectors. */
function countNotes(editor: Editor): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const shape of editor.getCurrentPageShapes()) {
    if (shape.type !== 'note' || shape.isLocked) continue
    const behind = sectorsBehind(shape)
    for (const sector of behind.length > 0 ? behind : [null]) {
      counts.set(sector, (counts.get(sector) ?? 0) + 1)
    }
  }
  return counts
}
