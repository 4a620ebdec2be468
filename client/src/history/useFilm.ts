import { useEffect, useState } from 'react'
import { filmNext, filmStart, type VersionSession } from './sessions.ts'

/** How many pictures a film shows in a second. */
export const filmSpeeds = [0.5, 1, 2, 4] as const
export type FilmSpeed = (typeof filmSpeeds)[number]

/** A session played back, picture after picture. */
export interface Film {
  playing: boolean
  speed: FilmSpeed
  setSpeed(speed: FilmSpeed): void
  play(): void
  stop(): void
}

/** Who wants less to move on screens begins with a slow film. */
const firstSpeed = (): FilmSpeed => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0.5 : 1)

/** Plays the session of the chosen version; the next picture is fetched and read before it is its turn. */
export function useFilm(
  sessions: readonly VersionSession[],
  chosen: string,
  show: (id: string) => void,
): Film {
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<FilmSpeed>(firstSpeed)
  useEffect(() => {
    if (!playing) return
    const next = filmNext(sessions, chosen)
    if (!next) {
      setPlaying(false)
      return
    }
    let gone = false
    const turn = new Promise((resolve) => setTimeout(resolve, 1000 / speed))
    void Promise.all([preload(next.pictureUrl), turn]).then(() => !gone && show(next.id))
    const after = filmNext(sessions, next.id)
    if (after) void preload(after.pictureUrl)
    return () => {
      gone = true
    }
  }, [playing, speed, sessions, chosen, show])
  return {
    playing,
    speed,
    setSpeed,
    play() {
      const start = filmStart(sessions, chosen)
      if (!start) return
      show(start.id)
      setPlaying(true)
    },
    stop: () => setPlaying(false),
  }
}

/** Resolves when a picture is ready to be shown, or cannot be had. */
export async function preload(url: string): Promise<boolean> {
  const image = new Image()
  image.src = url
  return image.decode().then(
    () => true,
    () => false,
  )
}
