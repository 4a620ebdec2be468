import { useEffect, useState } from 'react'

/** A keyboard takes at least so much of the height. */
const least = 0.75

/**
 * True while the on-screen keyboard is open. Meanwhile `--pad-height` is the height that is left above it: browsers
 * differ in whether the page itself shrinks.
 */
export function useKeyboard(): boolean {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const view = window.visualViewport
    if (!view) return
    let tallest = { width: 0, height: 0 }
    const measure = () => {
      // Who zooms in sees less of the page, which has not become smaller.
      if (view.scale > 1.01) return
      const width = Math.round(view.width)
      if (width !== tallest.width) tallest = { width, height: window.innerHeight }
      tallest.height = Math.max(tallest.height, view.height)
      const { style } = document.documentElement
      style.setProperty('--pad-height', `${Math.round(view.height)}px`)
      style.setProperty('--pad-top', `${Math.round(view.offsetTop)}px`)
      const typing = document.activeElement?.matches('textarea, input, select') ?? false
      setOpen(typing && view.height < tallest.height * least)
    }
    measure()
    for (const event of ['resize', 'scroll'] as const) view.addEventListener(event, measure)
    return () => {
      for (const event of ['resize', 'scroll'] as const) view.removeEventListener(event, measure)
    }
  }, [])
  return open
}
