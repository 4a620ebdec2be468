import { useCallback, useEffect, useRef, useState } from 'react'
import type { Editor } from 'tldraw'
import { readable, showStop, tourInsets } from '../camera.ts'
import { placesOf, thingsOf } from './places.ts'
import { planTour, type TourStop } from './planTour.ts'
import { step } from './step.ts'

/** Seconds that a stop is shown, to choose from; the first is the usual one. */
export const tourPaces = [20, 10, 40] as const
export type TourPace = (typeof tourPaces)[number]

/** A tour as it stands. */
export interface Tour {
  /** null: not under way, or nothing to show. */
  stop: TourStop | null
  /** Its place among the stops, from 1, and how many there are. */
  at: number
  count: number
  paused: boolean
  pace: TourPace
  setPaused(paused: boolean): void
  setPace(pace: TourPace): void
  /** To another stop: 1 the next, -1 the one before; the clock begins anew. */
  go(by: 1 | -1): void
}

interface TourOptions {
  editor: Editor | null
  on: boolean
  template: string
  locale: string
}

interface Place {
  stops: readonly TourStop[]
  index: number
}

/** Takes the screen from place to place while it is on. The board goes on changing: each step plans the tour anew. */
export function useTour({ editor, on, template, locale }: TourOptions): Tour {
  const [place, setPlace] = useState<Place>({ stops: [], index: 0 })
  const [paused, setPaused] = useState(false)
  const [pace, setPace] = useState<TourPace>(tourPaces[0])
  const now = useRef(place)
  now.current = place
  const running = on ? editor : null
  const go = useCallback(
    (by: 1 | 0 | -1) => {
      if (!running) return
      const stops = planNow(running, template, locale)
      setPlace({ stops, index: step(now.current, stops, by) })
    },
    [running, template, locale],
  )
  useEffect(() => go(0), [go])
  const stop = (running && place.stops[place.index]) ?? null
  useEffect(() => {
    if (running && stop) showStop(running, stop)
  }, [running, stop])
  useEffect(() => {
    // A new plan is a new object even where the stop is the same one: the clock begins anew with each step.
    if (!running || paused || place.stops.length === 0) return
    const timer = setTimeout(() => go(1), pace * 1_000)
    return () => clearTimeout(timer)
  }, [running, paused, pace, place, go])
  return { stop, at: place.index + 1, count: place.stops.length, paused, pace, setPaused, setPace, go }
}

function planNow(editor: Editor, template: string, locale: string): TourStop[] {
  const { top, right, bottom, left } = tourInsets()
  const { w, h } = editor.getViewportScreenBounds()
  const canvas = { w: w - left - right, h: h - top - bottom }
  const places = placesOf(editor, template, locale)
  return planTour({ places, things: thingsOf(editor), canvas, readable: readable() })
}
