import type { Outline } from '@sheshi/methods'
import type { ChallengeView, Export } from '@sheshi/records'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, api } from '../../app/api.ts'
import { FormDialog } from '../../app/FormDialog.tsx'
import { useToast } from '../../app/toast.tsx'
import { etagOf } from '../etag.ts'
import type { ShownChallenge } from '../useSectionDraft.ts'
import { type Change, patchOf } from './proposal.ts'
import { propose } from './propose.ts'

interface TakeOverDialogProps {
  shown: ShownChallenge
  item: Export
  outline: Outline
  onClose: () => void
}

/** Shows what an export would change in the record, and writes what was chosen of it. */
export function TakeOverDialog({ shown, item, outline, onClose }: TakeOverDialogProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const challenge = shown.value
  const changes = useMemo(
    () => propose(outline, { challenge, exportId: item.id, boardTitle: item.boardTitle }),
    [outline, challenge, item],
  )
  // What only adds is chosen from the start; what replaces somebody's words waits to be chosen.
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({})
  const [newer, setNewer] = useState(false)
  const isChosen = (change: Change) => choices[change.key] ?? change.replaced.length === 0
  const chosen = changes.filter(isChosen)

  const take = async () => {
    try {
      const path = `/challenges/${challenge.id}`
      shown.set(await api.patch<ChallengeView>(path, patchOf(challenge, chosen), etagOf(challenge)))
    } catch (caught) {
      if (!(caught instanceof ApiProblem) || caught.kind !== 'changed') throw caught
      // Somebody was faster: what is proposed is made anew from theirs, to be looked at again.
      await shown.reload()
      setNewer(true)
      return
    }
    toast({ text: t('challenges.takeOver.done', { count: chosen.length }) })
    onClose()
  }

  return (
    <FormDialog
      title={t('challenges.takeOver.title')}
      submitLabel={t('challenges.takeOver.submit', { count: chosen.length })}
      incomplete={chosen.length === 0}
      onSubmit={take}
      onClose={onClose}
      wide
    >
      {newer && (
        <p className="notice notice-warning" role="alert">
          {t('challenges.takeOver.newer')}
        </p>
      )}
      {changes.length === 0 ? (
        <p>{t('challenges.takeOver.nothing')}</p>
      ) : (
        <>
          <p>{t('challenges.takeOver.explain', { board: item.boardTitle })}</p>
          {changes.map((change) => (
            <ChangeChoice
              key={change.key}
              change={change}
              chosen={isChosen(change)}
              onChoose={(yes) => setChoices({ ...choices, [change.key]: yes })}
            />
          ))}
        </>
      )}
    </FormDialog>
  )
}

interface ChangeChoiceProps {
  change: Change
  chosen: boolean
  onChoose: (yes: boolean) => void
}

const shownAtFirst = 6

function ChangeChoice({ change, chosen, onChoose }: ChangeChoiceProps) {
  const { t } = useTranslation()
  const { field, added, replaced, moves } = change
  const first = added.slice(0, shownAtFirst)
  return (
    <div className="takeover-change">
      <label className="check">
        <input type="checkbox" checked={chosen} onChange={(event) => onChoose(event.currentTarget.checked)} />
        <strong>{t(`challenges.takeOver.fields.${field}`)}</strong>
        {added.length > 0 && (
          <span className="chip chip-good">{t('challenges.takeOver.added', { count: added.length })}</span>
        )}
        {replaced.length > 0 && (
          <span className="chip chip-missing">
            {t('challenges.takeOver.replaced', { count: replaced.length })}
          </span>
        )}
      </label>
      {added.length + replaced.length === 0 && (
        <p className="small muted">{t('challenges.takeOver.arranged')}</p>
      )}
      <ul>
        {first.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {replaced.map(({ before, after }) => (
          <li key={`${before} ${after}`}>
            <del>{before}</del> → <ins>{after}</ins>
          </li>
        ))}
      </ul>
      {added.length > first.length && (
        <p className="small muted">{t('challenges.record.more', { count: added.length - first.length })}</p>
      )}
      {moves && (
        <p className="notice small">
          {t('challenges.takeOver.moves', { step: t(`challenges.steps.${moves}`) })}
        </p>
      )}
    </div>
  )
}
