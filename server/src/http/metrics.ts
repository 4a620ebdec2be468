import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, RequestHandler, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client'
import type { Services } from '../services.ts'
import { diskSpace } from '../watch.ts'

type Measured = Pick<
  Services,
  'config' | 'rooms' | 'saveFailure' | 'measures' | 'journal' | 'lastBackup' | 'loop'
>

/** What Prometheus may ask: how requests, rooms and saving do. Numbers only: no names, no content, no ids. */
export class Metrics {
  private readonly registry: Registry
  private readonly requests: Histogram

  constructor(services: Measured) {
    this.registry = services.measures.registry
    this.requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer a request, by the pattern of its path',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers: [this.registry],
    })
    collectDefaultMetrics({ register: this.registry })
    this.measureRooms(services)
    this.measureSaving(services)
  }

  private measureRooms({ rooms, loop }: Measured): void {
    this.gauge('sheshi_rooms', 'Boards in memory', () => rooms.stats().rooms)
    new Gauge({
      name: 'sheshi_sessions',
      help: 'Sessions on boards, by what they may do',
      labelNames: ['access'],
      registers: [this.registry],
      collect() {
        const sessions = rooms.reports().flatMap((report) => [...report.sessions])
        for (const access of ['read', 'write'])
          this.set({ access }, sessions.filter((session) => session.access === access).length)
      },
    })
    this.gauge('sheshi_documents_bytes', 'Memory that documents of open boards are reckoned to take', () =>
      rooms.reports().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    )
    this.gauge('sheshi_backlog_bytes', 'Bytes waiting in the socket of the slowest session', () =>
      Math.max(0, ...rooms.reports().map(({ backlogBytes }) => backlogBytes)),
    )
    this.gauge(
      'sheshi_damaged_boards',
      'Boards refused because what is stored cannot be read',
      () => rooms.damagedBoards().length,
    )
    this.gauge(
      'sheshi_process_lag_seconds',
      'How long the process kept others waiting, the worst in a hundred',
      () => loop.lag() / 1000,
    )
  }

  private measureSaving({ config, rooms, saveFailure, journal, lastBackup }: Measured): void {
    this.gauge('sheshi_unsaved_rooms', 'Boards with changes not on disk', () => rooms.stats().unsaved)
    this.gauge('sheshi_saving', '1: everything can be saved, 0: not', async () =>
      (await saveFailure()) === null ? 1 : 0,
    )
    this.gauge(
      'sheshi_journal_lag_seconds',
      'Age of the oldest edit that is not on disk',
      () => Math.max(0, ...rooms.reports().map(({ unsavedMs }) => unsavedMs ?? 0)) / 1000,
    )
    this.gauge(
      'sheshi_journal_waiting_bytes',
      'Bytes of edits that wait for the disk',
      () => journal().waitingBytes,
    )
    this.gauge('sheshi_journal_segments', 'Files of the journal', () => journal().segments)
    this.gauge('sheshi_journal_bytes', 'Bytes of the journal on disk', () =>
      folderBytes(join(config.dataDir, 'wal')),
    )
    this.gauge(
      'sheshi_disk_free_bytes',
      'Bytes free where the data lies',
      async () => (await diskSpace(config.dataDir))?.free ?? Number.NaN,
    )
    this.gauge(
      'sheshi_backup_age_seconds',
      'Age of the last nightly copy that worked; NaN: none known',
      () => {
        const last = lastBackup()
        return last?.ok ? (Date.now() - Date.parse(last.at)) / 1000 : Number.NaN
      },
    )
  }

  private gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read())
      },
    })
  }

  /** Counts each answered request; `route` is the pattern, so that ids do not become labels. */
  observe(req: Request, res: Response, seconds: number): void {
    // A stream of events lasts as long as somebody is there, which says nothing about how quickly we answer.
    if (res.locals.stream === true) return
    const found: unknown = res.locals.route ?? req.route?.path
    const route = typeof found === 'string' ? found : 'other'
    this.requests.observe({ method: req.method, route, status: res.statusCode }, seconds)
  }

  readonly handler: RequestHandler = async (_req, res) => {
    res.set('content-type', this.registry.contentType).send(await this.registry.metrics())
  }
}

/** Bytes of the files in a folder; files that go meanwhile do not count. */
async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
