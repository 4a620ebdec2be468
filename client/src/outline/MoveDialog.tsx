import { everySection, type Refusal, type Section, type Spot } from '@sheshi/methods'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../app/Dialog.tsx'
import type { Row } from './rows.ts'

interface MoveDialogProps {
  row: Row
  sections: Section[]
  spots: ReadonlySet<string>
  /** Moves the card; answers why not where it cannot be. */
  onMove: (to: Spot) => Refusal | null
  onClose: () => void
}

interface Choice {
  to: Spot
  words: string
}

/** Asks where a card shall go: a section, or in a tree another card. */
export function MoveDialog({ row, sections, spots, onMove, onClose }: MoveDialogProps) {
  const { t } = useTranslation()
  const [refused, setRefused] = useState<Refusal | null>(null)
  const choices = choicesFor(row, sections, spots)
  const [chosen, setChosen] = useState('')
  const field = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const choice = choices[Number(chosen)]
    if (chosen !== '' && choice) setRefused(onMove(choice.to))
  }
  return (
    <Dialog title={t('outline.move.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="outline-moved">{row.title}</p>
        <div className="field">
          <label className="field-label" htmlFor={field}>
            {t('outline.move.where')}
          </label>
          <select
            id={field}
            className="input outline-places"
            size={Math.min(12, Math.max(4, choices.length))}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            {choices.map(({ to, words }, at) => (
              <option key={`${to.section} ${to.under ?? ''}`} value={at}>
                {words || t('outline.untitled')}
              </option>
            ))}
          </select>
        </div>
        {refused && (
          <p className="notice notice-danger" role="alert">
            {t(`outline.refused.${refused}`)}
          </p>
        )}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={chosen === ''}>
            {t('outline.move.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Cards of a tree are indented; not where the card is already, nor under itself. */
function choicesFor(row: Row, sections: Section[], spots: ReadonlySet<string>): Choice[] {
  return everySection(sections).flatMap((section) => {
    if (!spots.has(section.id)) return []
    const title = pathTo(sections, section.id) ?? section.title
    const isHere = row.section === section.id && row.under === null
    const own = isHere ? [] : [{ to: { section: section.id }, words: title }]
    return section.kind === 'tree' ? [...own, ...cardsOf(section, row)] : own
  })
}

function cardsOf(section: Section, row: Row): Choice[] {
  const found: Choice[] = []
  const stack = [...section.cards].reverse().map((card) => ({ card, depth: 1 }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, depth } = next
    // What hangs under the card itself would make a circle.
    if (card.id === row.id) continue
    const words = `${'\u2003'.repeat(depth)}${shortened(card.text)}`
    if (card.id !== row.under) found.push({ to: { section: section.id, under: card.id }, words })
    for (const child of [...card.children].reverse()) stack.push({ card: child, depth: depth + 1 })
  }
  return found
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

/** A cell is known by its row too: `Actions › Before`. */
function pathTo(sections: readonly Section[], id: string): string | null {
  for (const section of sections) {
    if (section.id === id) return section.title
    const below = pathTo(section.sections, id)
    if (below !== null) return `${section.title} › ${below}`
  }
  return null
}
