import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  children: ReactNode
}

/** Where a page breaks while it is drawn: says so and offers to load it anew, instead of a white window. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const { t } = useTranslation()
  return (
    <div className="page page-narrow stack" role="alert">
      <h1>{t('app.broken.title')}</h1>
      <p>{t('app.broken.text')}</p>
      <div>
        <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
          {t('app.broken.reload')}
        </button>
      </div>
    </div>
  )
}
