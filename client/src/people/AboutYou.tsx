import type { PersonData } from '@sheshi/records'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { under } from '../app/base.ts'
import { usePerson } from '../app/person.tsx'
import { useToast } from '../app/toast.tsx'
import { useLocale } from '../app/useLocale.ts'
import { EraseDialog } from './EraseDialog.tsx'
import { forgetHere } from './forgetHere.ts'

/** What is kept about a guest, to read, to take along, and to delete. */
export function AboutYou({ about }: { about: PersonData }) {
  const { t } = useTranslation()
  const { day } = useLocale()
  const [erasing, setErasing] = useState(false)
  const { name, sector, city, createdAt, expiresAt, boards } = about
  const none = t('people.about.notSaid')
  const facts: [string, string][] = [
    [t('people.about.name'), name || none],
    [t('people.about.sector'), sector ? t(`challenges.sectors.${sector}`) : none],
    [t('people.about.city'), city ?? none],
    [t('people.about.since'), day(createdAt)],
    [t('people.about.until'), day(expiresAt)],
    [
      t('people.about.ballots'),
      t('people.about.ballotCount', { count: boards.filter(({ ballot }) => ballot).length }),
    ],
  ]
  return (
    <section className="card panel stack" aria-labelledby="about-you">
      <h2 id="about-you">{t('people.about.title')}</h2>
      <p className="muted">{t('people.about.text')}</p>
      <dl className="about-you">
        {facts.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="row">
        <a className="button" href={under('/api/v1/me')} download="sheshi-me.json">
          <Download aria-hidden size={18} />
          {t('people.about.download')}
        </a>
        <button type="button" className="button button-danger" onClick={() => setErasing(true)}>
          {t('people.about.erase')}
        </button>
      </div>
      {erasing && <EraseMe onClose={() => setErasing(false)} />}
    </section>
  )
}

function EraseMe({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { refresh } = usePerson()
  const navigate = useNavigate()
  const toast = useToast()
  const erase = async (things: boolean) => {
    await api.delete(`/me${things ? '?things=remove' : ''}`)
    forgetHere()
    navigate('/')
    await refresh()
    toast({ text: t('people.about.erased') })
  }
  return (
    <EraseDialog
      title={t('people.about.erase')}
      text={t('people.about.eraseText')}
      things={t('people.about.things')}
      onErase={erase}
      onClose={onClose}
    />
  )
}
