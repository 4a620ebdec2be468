import type { Request, RequestHandler, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Services } from '../services.ts'

/** What Prometheus may ask: how requests, rooms and saving do. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by the pattern of its path',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  })

  constructor({ rooms, saveFailure }: Pick<Services, 'rooms' | 'saveFailure'>) {
    collectDefaultMetrics({ register: this.registry })
    this.gauge('sheshi_rooms', 'Boards in memory', () => rooms.stats().rooms)
    this.gauge('sheshi_sessions', 'Sessions on boards', () => rooms.stats().sessions)
    this.gauge('sheshi_unsaved_rooms', 'Boards with changes not on disk', () => rooms.stats().unsaved)
    this.gauge('sheshi_saving', '1: everything can be saved, 0: not', async () =>
      (await saveFailure()) === null ? 1 : 0,
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
    const found: unknown = res.locals.route ?? req.route?.path
    const route = typeof found === 'string' ? found : 'other'
    this.requests.observe({ method: req.method, route, status: res.statusCode }, seconds)
  }

  readonly handler: RequestHandler = async (_req, res) => {
    res.set('content-type', this.registry.contentType).send(await this.registry.metrics())
  }
}
