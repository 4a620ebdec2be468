import { useSyncExternalStore } from 'react'

/** A value that can be watched; what React's `useSyncExternalStore` wants. `getSnapshot` keeps its identity between changes. */
export interface Observable<T> {
  getSnapshot(): T
  /** Calls back on every change; returns the way to stop. */
  subscribe(listener: () => void): () => void
}

/** An observable that its owner sets. Setting an equal value (`Object.is`) tells nobody. */
export interface Source<T> extends Observable<T> {
  set(value: T): void
}

/** Makes a source with a first value. */
export function createSource<T>(first: T): Source<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    getSnapshot: () => value,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
  }
}

/** The value of an observable, kept current in a component. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.getSnapshot)
}
