import { registerSW } from 'virtual:pwa-register'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startTranslations } from './i18n.ts'
import './styles.css'

async function start(): Promise<void> {
  await startTranslations()
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  // Browsers offer service workers only to secure pages; on a LAN over http the page needs the network to open.
  if (import.meta.env.PROD && window.isSecureContext) registerSW()
}

void start()
