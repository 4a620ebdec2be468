import { expect, it } from 'vitest'
import { Progress } from './progress.ts'

/** A connection that has sent up what it had. */
function connected(progress = new Progress()): Progress {
  progress.connecting()
  progress.connected()
  progress.upload()
  return progress
}

it('[RS30] begins as connecting, and is saved only when the first upload is', () => {
  const progress = new Progress()
  expect(progress.state).toBe('connecting')
  progress.connecting()
  progress.connected()
  expect(progress.nextCheckpoint()).toBeNull()
  progress.upload()
  expect(progress.nextCheckpoint()).toBe(1)
  expect(progress.state).toBe('connecting')
  progress.received(1)
  expect(progress.state).toBe('received')
  progress.saved(1)
  expect(progress.state).toBe('saved')
})

it('[RS30] goes unsent, received, saved with each edit, and asks once for several', () => {
  const progress = connected()
  progress.saved(progress.nextCheckpoint() ?? 0)
  expect(progress.nextCheckpoint()).toBeNull()
  progress.edited()
  progress.edited()
  expect(progress.state).toBe('unsent')
  expect(progress.nextCheckpoint()).toBe(2)
  expect(progress.nextCheckpoint()).toBeNull()
  progress.edited()
  progress.saved(2)
  expect(progress.state).toBe('unsent')
  expect(progress.nextCheckpoint()).toBe(3)
  progress.received(3)
  expect(progress.state).toBe('received')
  progress.saved(3)
  expect(progress.state).toBe('saved')
})

it('[RS30] says failing while the server’s disk does', () => {
  const progress = connected()
  progress.saved(progress.nextCheckpoint() ?? 0)
  progress.saving(false)
  expect(progress.state).toBe('failing')
  progress.saving(true)
  expect(progress.state).toBe('saved')
})

it('[RS31] counts what the lost connection had only received as unsent again', () => {
  const progress = connected()
  progress.edited()
  progress.received(progress.nextCheckpoint() ?? 0)
  expect(progress.unsent).toBe(false)
  progress.disconnected()
  expect(progress.unsent).toBe(true)
  expect(progress.state).toBe('offline')
})

it('[RS31] takes no answer of an old connection for one of the new', () => {
  const progress = connected()
  progress.edited()
  expect(progress.nextCheckpoint()).toBe(1)
  progress.disconnected()
  progress.edited()
  progress.connecting()
  expect(progress.state).toBe('offline')
  progress.connected()
  expect(progress.state).toBe('unsent')
  progress.saved(1)
  expect(progress.state).toBe('unsent')
  progress.upload()
  expect(progress.nextCheckpoint()).toBe(1)
  progress.saved(1)
  expect(progress.state).toBe('saved')
})
