import type { ClientConfig, Locale, Slide, Wall } from '@sheshi/records'
import { useEffect, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { KeptPictures } from './pictures.ts'
import { areSlides } from './slides.ts'

/** Milliseconds between two looks at what the wall should show. */
const lookEvery = 60_000
const storageKey = 'sheshi.wall'

/** What the wall shows, and whether it is the last that was known. */
export interface WallState {
  /** null: nothing is known yet. */
  slides: Slide[] | null
  /** The server did not answer the last time. */
  old: boolean
  /** The address of a picture within this page; null while it is not here. */
  pictureAt: (url: string) => string | null
}

/**
 * Asks for the slides each minute, for as long as the page is open. While the server does not answer, the last ones stay,
 * also over a restart of the page; a new version of the client is loaded by itself.
 */
export function useWall(locale: Locale): WallState {
  const [slides, setSlides] = useState<Slide[] | null>(remembered)
  const [old, setOld] = useState(false)
  const [, countPictures] = useState(0)
  const pictures = useRef<KeptPictures | null>(null)

  useEffect(() => {
    const kept = new KeptPictures(() => countPictures((count) => count + 1))
    pictures.current = kept
    return () => kept.close()
  }, [])

  useEffect(() => {
    let stopped = false
    const look = async () => {
      const found = await fetchSlides(locale)
      if (stopped) return
      setOld(found === null)
      if (found) setSlides(found)
    }
    void look()
    const timer = setInterval(() => void look(), lookEvery)
    const again = () => void look()
    window.addEventListener('online', again)
    const stopWatching = reloadOnNewVersion()
    return () => {
      stopped = true
      clearInterval(timer)
      window.removeEventListener('online', again)
      stopWatching()
    }
  }, [locale])

  useEffect(() => {
    // Also when nothing has changed but the server is back: what could not be fetched is fetched now.
    if (slides && !old) pictures.current?.keep(slides.flatMap(({ picture }) => picture?.url ?? []))
  }, [slides, old])

  return { slides, old, pictureAt: (url) => pictures.current?.get(url) ?? null }
}

/** null: the server did not answer. */
async function fetchSlides(locale: Locale): Promise<Slide[] | null> {
  try {
    const { slides } = await api.get<Wall>(`/public/showcase?locale=${locale}`)
    if (!areSlides(slides)) return null
    localStorage.setItem(storageKey, JSON.stringify(slides))
    return slides
  } catch {
    return null
  }
}

function remembered(): Slide[] | null {
  try {
    const slides: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null')
    return areSlides(slides) ? slides : null
  } catch {
    return null
  }
}

/** Nobody is there to load the page again when the lab's server was updated. */
function reloadOnNewVersion(): () => void {
  let first: string | null = null
  const timer = setInterval(async () => {
    const config = await api.get<ClientConfig>('/client-config').catch(() => null)
    if (!config) return
    first ??= config.version
    if (config.version !== first) location.reload()
  }, 10 * lookEvery)
  return () => clearInterval(timer)
}
