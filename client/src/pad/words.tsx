import { CircleAlert, CircleCheck } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'

interface Said {
  text: string
  kind: 'good' | 'bad'
  /** Counts up, so that the same words twice are read out twice. */
  turn: number
}

/** How long words stand there, in milliseconds. */
const stay = 4_000

/** What the page has to say just now: `say` for what went well, `warn` for what did not. */
export function useWords() {
  const [said, setSaid] = useState<Said | null>(null)
  const tell = useCallback(
    (kind: Said['kind']) => (text: string) =>
      setSaid((before) => ({ text, kind, turn: (before?.turn ?? 0) + 1 })),
    [],
  )
  const [{ say, warn }] = useState(() => ({ say: tell('good'), warn: tell('bad') }))
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(null), stay)
    return () => clearTimeout(timer)
  }, [said])
  const hush = useCallback(() => setSaid(null), [])
  return { say, warn, hush, words: { said } }
}

/** The words, where they are seen and read out. The two regions are always there: readers listen to what changes. */
export function Words({ said }: { said: Said | null }) {
  const line = (kind: Said['kind']) =>
    said?.kind === kind && (
      <p key={said.turn} className={`pad-words pad-words-${kind}`}>
        {kind === 'good' ? <CircleCheck aria-hidden size={22} /> : <CircleAlert aria-hidden size={22} />}
        {said.text}
      </p>
    )
  return (
    <>
      <div role="status">{line('good')}</div>
      <div role="alert">{line('bad')}</div>
    </>
  )
}
