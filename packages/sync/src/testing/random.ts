/** mulberry32: numbers from 0 up to 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The seed of a run: `RUN_SEED` from the environment, else a new one. Printed, so that a failure can be replayed. */
export function runSeed(): number {
  const seed = Number(process.env.RUN_SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`RUN_SEED=${seed}`)
  return seed
}
