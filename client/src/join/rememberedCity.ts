const cityKey = 'sheshi.city'

/** The city that was said here before; empty where none was. */
export function recallCity(): string {
  try {
    return localStorage.getItem(cityKey) ?? ''
  } catch {
    return ''
  }
}

/** Remembers the city in this browser, or forgets it where none was said. */
export function rememberCity(city: string): void {
  try {
    if (city) localStorage.setItem(cityKey, city)
    else localStorage.removeItem(cityKey)
  } catch {
    // Without a storage it is typed again the next time.
  }
}
