import { useTranslation } from 'react-i18next'

/** Stands where something is being fetched; the word shows only when it takes long enough to be noticed. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <p className="loading" role="status">
      {t('app.loading')}
    </p>
  )
}
