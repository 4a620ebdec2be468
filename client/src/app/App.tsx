// First, so that the pages' own sheets come after it and win.
import './shell.css'
import { lazy, Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router-dom'
import { under } from './base.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { HomePage } from './HomePage.tsx'
import { Loading } from './Loading.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { PersonProvider } from './person.tsx'
import { Shell } from './Shell.tsx'
import { ToastProvider } from './toast.tsx'

// Each page is fetched when it is gone to: a phone that joins must not wait for what only facilitators see.
const SignInPage = lazy(() => import('./SignInPage.tsx'))
const AboutPage = lazy(() => import('./AboutPage.tsx'))
const JoinPage = lazy(() => import('../join/JoinPage.tsx'))
const ChallengePage = lazy(() => import('../challenges/ChallengePage.tsx'))
const BoardsPage = lazy(() => import('../challenges/BoardsPage.tsx'))
const MinePage = lazy(() => import('../people/MinePage.tsx'))
const LabPage = lazy(() => import('../lab/LabPage.tsx'))
const FacilitatorsPage = lazy(() => import('../facilitators/FacilitatorsPage.tsx'))
const InvitedPage = lazy(() => import('../facilitators/InvitedPage.tsx'))
const ConnectionsPage = lazy(() => import('../connections/ConnectionsPage.tsx'))
const PublicListPage = lazy(() => import('../showcase/PublicListPage.tsx'))
const PublicChallengePage = lazy(() => import('../showcase/PublicChallengePage.tsx'))
const ShowcaseSettingsPage = lazy(() => import('../showcase/ShowcaseSettingsPage.tsx'))
const WallPage = lazy(() => import('../showcase/WallPage.tsx'))
const VerifyPage = lazy(() => import('../verify/VerifyPage.tsx'))
const BoardPage = lazy(() => import('../board/BoardPage.tsx'))
const OutlinePage = lazy(() => import('../outline/OutlinePage.tsx'))
const HistoryPage = lazy(() => import('../history/HistoryPage.tsx'))
const ScreenPage = lazy(() => import('../screen/ScreenPage.tsx'))

/** The whole client: who is using it, messages, and which page an address shows. */
export function App() {
  return (
    <ErrorBoundary>
      <PersonProvider>
        <ToastProvider>
          <BrowserRouter basename={under('/')}>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/board/:id" element={<BoardPage />} />
                <Route path="/board/:id/outline" element={<OutlinePage />} />
                <Route path="/board/:id/history" element={<HistoryPage />} />
                <Route path="/screen/:id" element={<ScreenPage />} />
                <Route path="/showcase" element={<WallPage />} />
                <Route element={<Shell />}>
                  <Route index element={<HomePage />} />
                  <Route path="/signin" element={<SignInPage />} />
                  <Route path="/join" element={<JoinPage />} />
                  <Route path="/challenges/:id" element={<ChallengePage />} />
                  <Route path="/boards" element={<BoardsPage />} />
                  <Route path="/mine/:boardId?" element={<MinePage />} />
                  <Route path="/lab/rooms" element={<LabPage />} />
                  <Route path="/welcome" element={<InvitedPage />} />
                  <Route path="/lab/facilitators" element={<FacilitatorsPage />} />
                  <Route path="/lab/connections" element={<ConnectionsPage />} />
                  <Route path="/public" element={<PublicListPage />} />
                  <Route path="/public/challenges/:id" element={<PublicChallengePage />} />
                  <Route path="/showcase/settings" element={<ShowcaseSettingsPage />} />
                  <Route path="/verify" element={<VerifyPage />} />
                  <Route path="/about" element={<AboutPage />} />
                  <Route path="*" element={<NotFoundPage />} />
                </Route>
              </Routes>
            </Suspense>
          </BrowserRouter>
        </ToastProvider>
      </PersonProvider>
    </ErrorBoundary>
  )
}
