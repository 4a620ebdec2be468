const listeners = new Set<() => void>()

/** Says that something was sent, so that the list of deliveries is fetched again. */
export function deliveriesChanged(): void {
  for (const listener of listeners) listener()
}

/** Listens for it; answers how to stop. */
export function onDeliveriesChanged(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
