import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { isUnderBase } from './base.ts'
import { startTranslations } from './i18n.ts'
import { keepPage } from './keepPage.ts'
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
  void keepPage()
}

if (isUnderBase()) void start()
