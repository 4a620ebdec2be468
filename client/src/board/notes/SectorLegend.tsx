import { citiesBehind, sectorsBehind } from '@sheshi/methods'
import { type Sector, sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShape, useValue } from 'tldraw'
import { SidePanel } from '../SidePanel.tsx'
import { takeNameOff } from './author.ts'
import { citiesOn, cityLook, sectorLooks } from './sectors.ts'
import { consentToName, marksBy, nameOnNotes } from './state.ts'

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
  const cities = useValue('cities', () => citiesOn(editor), [editor])
  const from = useValue(marksBy(editor))
  const behind = from === 'city' ? citiesBehind : sectorsBehind
  const counts = useValue('notes by writer', () => countNotes(editor, behind), [editor, behind])
  const signs = useValue(nameOnNotes)
  const change = (wanted: boolean) => {
    consentToName(wanted)
    if (!wanted) takeNameOff(editor, name)
  }
  return (
    <SidePanel title={t('notes.sectors.title')} onClose={onClose}>
      {(cities.length > 0 || from === 'city') && <MarksChoice editor={editor} />}
      <ul className="plain-list sector-legend" data-testid="sector-legend">
        {from === 'city' &&
          cities.map((city) => {
            const { sign, colour } = cityLook(city, cities)
            return (
              <li key={city}>
                <span className="sector-dot" style={{ background: colour }} aria-hidden>
                  <span className="city-sign">{sign}</span>
                </span>
                <span>{city}</span>
                <strong>{counts.get(city) ?? 0}</strong>
              </li>
            )
          })}
        {from === 'sector' &&
          sectors.map((each) => {
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

/** Whether the marks say sectors or cities; only where somebody takes part from another city. */
function MarksChoice({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const from = useValue(marksBy(editor))
  const choices = [
    ['sector', t('notes.sectors.bySector')],
    ['city', t('notes.sectors.byCity')],
  ] as const
  return (
    <fieldset className="marks-choice">
      <legend>{t('notes.sectors.by')}</legend>
      {choices.map(([value, name]) => (
        <label key={value}>
          <input
            type="radio"
            name="marks-by"
            checked={from === value}
            onChange={() => marksBy(editor).set(value)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

/** A note that stands for several counts for each of their sectors, or cities. */
function countNotes(editor: Editor, behindOf: (shape: TLShape) => string[]): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const shape of editor.getCurrentPageShapes()) {
    if (shape.type !== 'note' || shape.isLocked) continue
    const behind = behindOf(shape)
    for (const part of behind.length > 0 ? behind : [null]) {
      counts.set(part, (counts.get(part) ?? 0) + 1)
    }
  }
  return counts
}
