import { readFileSync } from 'node:fs'

/** A growing list of numbers of which percentiles are asked in the end. */
export class Series {
  private values = new Float32Array(4_096)
  private count = 0

  get size(): number {
    return this.count
  }

  add(value: number): void {
    if (this.count === this.values.length) {
      const larger = new Float32Array(this.count * 2)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.count++] = value
  }

  percentiles(): Percentiles | null {
    if (this.count === 0) return null
    const sorted = this.values.slice(0, this.count).sort()
    const at = (share: number) => sorted[Math.min(this.count - 1, Math.ceil(share * this.count) - 1)] ?? 0
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: this.count }
  }
}

/** Milliseconds, of `count` values. */
export interface Percentiles {
  p50: number
  p95: number
  p99: number
  max: number
  count: number
}

/** CPU seconds that a process has used up to now, in user and kernel; null where the system does not tell. */
export function cpuSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name before it, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}

/** Megabytes of memory of a process, now or at its peak; null where the system does not tell. */
export function memory(pid: number, which: 'now' | 'peak'): number | null {
  try {
    const name = which === 'now' ? 'VmRSS' : 'VmHWM'
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return line ? (Number(line[1]) * 1_024) / 1e6 : null
  } catch {
    return null
  }
}

/** What a process used while something was measured. */
export interface Usage {
  seconds: number
  /** CPU seconds in all, and in each second. */
  cpu: number | null
  core: number | null
}

/** Begins to measure what a process uses; the returned function ends it. */
export function watchCpu(pid: number): () => Usage {
  const cpu = cpuSeconds(pid)
  const start = performance.now()
  return () => {
    const seconds = (performance.now() - start) / 1_000
    const now = cpuSeconds(pid)
    const used = cpu === null || now === null ? null : now - cpu
    return { seconds, cpu: used, core: used === null ? null : used / seconds }
  }
}
