import { plainText } from '@sheshi/board'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, useValue } from 'tldraw'
import { SidePanel } from '../SidePanel.tsx'
import { makeGroups, proposeGroups } from './groups.ts'
import { type Proposed, proposal } from './state.ts'

/** How far notes may be apart to lie together, in board pixels: on each other, side by side, in one corner. */
const gaps = { touching: 8, near: 48, wide: 120 }
type Nearness = keyof typeof gaps

/** Which notes lie together, to be confirmed: each proposed group with its name, a box to leave it out, and its notes. */
export function ProposalPanel({ editor, template }: { editor: Editor; template: string }) {
  const { t } = useTranslation()
  const [nearness, setNearness] = useState<Nearness>('near')
  const groups = useValue('proposed groups', () => proposal(editor).get() ?? [], [editor])
  useEffect(() => {
    const nameOf = (no: number) => t('notes.groups.numbered', { no })
    proposal(editor).set(proposeGroups(editor, template, { gap: gaps[nearness], nameOf }))
  }, [editor, template, nearness, t])
  const close = () => proposal(editor).set(null)
  const chosen = groups.filter((group) => group.chosen)
  const make = () => {
    close()
    makeGroups(editor, chosen)
  }
  const foot = (
    <>
      <button type="button" className="button" onClick={close}>
        {t('app.cancel')}
      </button>
      <button type="button" className="button button-primary" disabled={chosen.length === 0} onClick={make}>
        {t('notes.groups.make', { count: chosen.length })}
      </button>
    </>
  )
  return (
    <SidePanel title={t('notes.groups.proposed')} onClose={close} foot={foot}>
      <fieldset className="nearness">
        <legend className="small muted">{t('notes.groups.how')}</legend>
        {(Object.keys(gaps) as Nearness[]).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="nearness"
              checked={nearness === each}
              onChange={() => setNearness(each)}
            />
            {t(`notes.groups.nearness.${each}`)}
          </label>
        ))}
      </fieldset>
      <p className="small" role="status">
        {groups.length === 0 ? t('notes.groups.none') : t('notes.groups.found', { count: groups.length })}
      </p>
      <ul className="plain-list proposed-list">
        {groups.map((group, at) => (
          <ProposedRow key={group.key} editor={editor} group={group} no={at + 1} />
        ))}
      </ul>
    </SidePanel>
  )
}

function ProposedRow({ editor, group, no }: { editor: Editor; group: Proposed; no: number }) {
  const { t } = useTranslation()
  const { key, name, ids, chosen } = group
  const words = useValue(
    'notes of a proposed group',
    () => ids.flatMap((id) => editor.getShape(id) ?? []).map((shape) => plainText(shape).trim()),
    [editor, ids],
  )
  const change = (change: Partial<Proposed>) =>
    proposal(editor).update(
      (groups) => groups?.map((each) => (each.key === key ? { ...each, ...change } : each)) ?? null,
    )
  return (
    <li>
      <div className="proposed-head">
        <input
          type="checkbox"
          checked={chosen}
          aria-label={t('notes.groups.choose', { no })}
          onChange={(event) => change({ chosen: event.target.checked })}
        />
        <span aria-hidden>{no}</span>
        <input
          className="input"
          value={name}
          maxLength={80}
          aria-label={t('notes.groups.nameOf', { no })}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      <p className="small muted proposed-words">{words.filter((text) => text !== '').join(' · ')}</p>
    </li>
  )
}
