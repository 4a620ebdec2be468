/** Somebody failed too often and is not looked at before some time has passed. */
export class MustWait extends Error {
  override readonly name = 'MustWait'
  constructor(readonly seconds: number) {
    super(`wait ${seconds} s`)
  }
}

/** Throws `MustWait` where there is a time to wait. */
export function requirePatience(waitMs: number): void {
  if (waitMs > 0) throw new MustWait(Math.ceil(waitMs / 1000))
}
