import { LogOut, WifiOff } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation, useNavigate, useNavigationType } from 'react-router-dom'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { Loading } from './Loading.tsx'
import { usePerson } from './person.tsx'
import { problemText } from './problems.ts'
import { Sign } from './Sign.tsx'
import { useToast } from './toast.tsx'
import { useOnline } from './useOnline.ts'

/** The frame of every page but the board and the big screen: header, the page, footer. */
export function Shell() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const navigation = useNavigationType()

  useEffect(() => {
    // A link leads to the top of its page; going back, the browser finds the place by itself.
    if (pathname && navigation !== 'POP') window.scrollTo(0, 0)
  }, [pathname, navigation])

  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <Header />
      <OfflineMessage />
      <main id="content" tabIndex={-1}>
        <ErrorBoundary>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <footer className="footer">
        <span>Sheshi</span>
        <Link to="/public">{t('showcase.list')}</Link>
        <Link to="/verify">{t('verify.title')}</Link>
        <Link to="/about">{t('app.nav.about')}</Link>
      </footer>
    </div>
  )
}

function Header() {
  const { t } = useTranslation()
  const { session, facilitator, signOut } = usePerson()
  const navigate = useNavigate()
  const toast = useToast()

  const leave = () => {
    // First to a page that everybody may see; those for facilitators would ask to sign in again.
    navigate('/')
    signOut().catch((error: unknown) => toast({ text: problemText(t, error) }))
  }
  return (
    <header className="header">
      <Link to="/" className="brand">
        <Sign size={30} />
        <span>Sheshi</span>
      </Link>
      {facilitator && (
        <nav className="nav" aria-label={t('app.nav.label')}>
          <NavLink to="/" end>
            {t('app.nav.challenges')}
          </NavLink>
          <NavLink to="/boards">{t('app.nav.boards')}</NavLink>
          <NavLink to="/join">{t('app.nav.join')}</NavLink>
          <NavLink to="/showcase/settings">{t('app.nav.showcase')}</NavLink>
          <NavLink to="/lab/rooms">{t('app.nav.lab')}</NavLink>
        </nav>
      )}
      <div className="header-end">
        <LanguageSwitch />
        {session?.kind && (
          <button type="button" className="button button-quiet header-button" onClick={leave}>
            <LogOut aria-hidden size={18} />
            <span className="header-button-text">{t('app.nav.signOut')}</span>
          </button>
        )}
      </div>
    </header>
  )
}

function OfflineMessage() {
  const { t } = useTranslation()
  const online = useOnline()
  return (
    <div role="status">
      {!online && (
        <p className="offline">
          <WifiOff aria-hidden size={18} />
          {t('app.offline')}
        </p>
      )}
    </div>
  )
}
