import type { Locale } from '@sheshi/records'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { isUnderBase } from '../app/base.ts'
import { keepPage } from '../app/keepPage.ts'
import { localeHere, rememberLocale } from '../app/locale.ts'
import { Boundary } from './Boundary.tsx'
import { PadPage } from './PadPage.tsx'
import { loadTexts, TextContext, type Texts, translator } from './text.ts'
import '../app/styles.css'
import './pad.css'

const boardId = /\/pad\/([A-Za-z0-9_-]{1,64})\/?$/.exec(location.pathname)?.[1] ?? ''

/** The texts of one language, and the way to another. */
function Pad({ first }: { first: { locale: Locale; texts: Texts } }) {
  const [{ locale, texts }, setLanguage] = useState(first)
  const choose = (wanted: Locale) => {
    rememberLocale(wanted)
    void loadTexts(wanted).then((loaded) => {
      document.documentElement.lang = wanted
      setLanguage({ locale: wanted, texts: loaded })
    })
  }
  return (
    <TextContext value={translator(texts, locale)}>
      <Boundary>
        <PadPage boardId={boardId} locale={locale} onLocale={choose} />
      </Boundary>
    </TextContext>
  )
}

async function start(): Promise<void> {
  const locale = localeHere()
  document.documentElement.lang = locale
  const texts = await loadTexts(locale)
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no #root')
  createRoot(root).render(
    <StrictMode>
      <Pad first={{ locale, texts }} />
    </StrictMode>,
  )
  void keepPage()
}

if (isUnderBase()) void start()
