import { Landmark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'

/** Goes to the city's own sign-in; `secret` where somebody came by an invite, which is used up by it. */
export function CityButton({ secret }: { secret?: string }) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const go = () =>
    run(async () => {
      const { url } = await api.post<{ url: string }>('/oidc/start', secret ? { secret } : {})
      location.assign(url)
    })
  return (
    <div className="stack stack-tight">
      <button type="button" className="button button-large" disabled={busy} onClick={() => void go()}>
        <Landmark aria-hidden size={18} />
        {busy ? t('facilitators.city.busy') : t('facilitators.city.go')}
      </button>
      <Problem error={error} />
    </div>
  )
}
