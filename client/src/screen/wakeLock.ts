/**
 * Keeps the display from sleeping where the browser allows it (secure contexts). The browser takes the lock away
 * whenever the page is hidden, so it is asked for again each time the page is shown. Returns the way to stop.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let stopped = false
  const ask = async () => {
    if (stopped || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      const granted = await navigator.wakeLock.request('screen')
      if (stopped) void granted.release()
      else lock = granted
    } catch {
      // Low battery or a strict setting: the display then sleeps as it is set to.
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
