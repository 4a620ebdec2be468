import type { TLRecord } from '@tldraw/tlschema'
import { changesBetween } from './registers.ts'
import type { Others } from './undo.ts'

/** Remembers, register by register, whether the last to write was this person or somebody else. */
export class Authorship implements Others {
  private readonly foreign = new Map<string, Set<string>>()
  private readonly gone = new Set<string>()

  wrote(id: string, register: string): boolean {
    return this.foreign.get(id)?.has(register) ?? false
  }
  removed(id: string): boolean {
    return this.gone.has(id)
  }

  /** Somebody else made this change; `null` is "not there". */
  byOthers(id: string, from: TLRecord | null, to: TLRecord | null): void {
    if (!to) {
      this.gone.add(id)
      this.foreign.delete(id)
      return
    }
    this.gone.delete(id)
    if (!from) return
    const registers = this.foreign.get(id) ?? new Set<string>()
    for (const name of changesBetween(from, to).keys()) registers.add(name)
    if (registers.size > 0) this.foreign.set(id, registers)
  }

  /** This person made this change. */
  byMe(id: string, from: TLRecord | null, to: TLRecord | null): void {
    const registers = this.foreign.get(id)
    if (!registers) return
    if (!from || !to) this.foreign.delete(id)
    else for (const name of changesBetween(from, to).keys()) registers.delete(name)
  }
}
