/** What a person who runs a command is told, in one sentence; nothing was changed. */
export class CareError extends Error {
  override readonly name = 'CareError'
}

/** The words of anything that was thrown. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Runs `work` for each item, a few at once. */
export async function forEach<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  atOnce = 8,
): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
