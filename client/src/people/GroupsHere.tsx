import type { AffectedGroup, ChallengeView } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { call } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useResource } from '../app/useResource.ts'

/** Which of the groups that the challenge affects are here today, for a facilitator to tick, and who is missing. */
export function GroupsHere({ challengeId }: { challengeId: string }) {
  const { t } = useTranslation()
  const path = `/challenges/${challengeId}`
  const { value: challenge, etag, problem, reload, set } = useResource<ChallengeView>(path)
  const { busy, error, run } = useAction()
  const groups = challenge?.affectedGroups ?? []
  if (!challenge) return <Problem error={problem} />
  if (groups.length === 0) return <p className="small muted">{t('people.groups.none')}</p>

  const tick = (label: string, present: boolean) =>
    run(async () => {
      const affectedGroups = groups.map((group) => (group.label === label ? { ...group, present } : group))
      try {
        const sent = { method: 'PATCH', body: { affectedGroups }, ifMatch: etag }
        const answer = await call<ChallengeView>(path, sent)
        set(answer.value, answer.etag)
      } catch (caught) {
        // Somebody was faster: what they changed is shown, and ticking again is easy.
        await reload()
        throw caught
      }
    })
  const missing = groups.filter(({ present }) => !present)
  const rows = (some: readonly AffectedGroup[]) =>
    some.map(({ label, present = false }) => (
      <li key={label}>
        <label className="check">
          <input
            type="checkbox"
            checked={present}
            disabled={busy}
            onChange={(event) => void tick(label, event.currentTarget.checked)}
          />
          <span>{label}</span>
        </label>
      </li>
    ))
  return (
    <section className="groups-here" aria-label={t('people.groups.title')} data-testid="groups-here">
      <h3>{t('people.groups.title')}</h3>
      <p className="small muted">{t('people.groups.text')}</p>
      <ul className="plain-list">{rows(groups.filter(({ present }) => present))}</ul>
      {missing.length > 0 && (
        <>
          <h4>{t('people.groups.missing', { count: missing.length })}</h4>
          <ul className="plain-list" data-testid="groups-missing">
            {rows(missing)}
          </ul>
        </>
      )}
      <Problem error={error} />
    </section>
  )
}
