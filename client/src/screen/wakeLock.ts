/** Whether the display stays awake: `no` where the browser has no such thing (plain http), or refused. */
export type Awake = 'asking' | 'yes' | 'no'

/**
 * Keeps the display from sleeping where the browser allows it (secure contexts). The browser takes the lock away
 * whenever the page is hidden, so it is asked for again each time the page is shown. Returns the way to stop.
 */
export function keepAwake(tell: (awake: Awake) => void = () => {}): () => void {
  let lock: WakeLockSentinel | null = null
  let stopped = false
  const ask = async () => {
    if (stopped || document.visibilityState !== 'visible') return
    if (!('wakeLock' in navigator)) return tell('no')
    try {
      const granted = await navigator.wakeLock.request('screen')
      if (stopped) return void granted.release()
      lock = granted
      tell('yes')
    } catch {
      // Low battery or a strict setting: the display then sleeps as it is set to.
      tell('no')
    }
  }
  const onVisibility = () => void ask()
  document.addEventListener('visibilitychange', onVisibility)
  void ask()
  return () => {
    stopped = true
    document.removeEventListener('visibilitychange', onVisibility)
    void lock?.release()
  }
}
