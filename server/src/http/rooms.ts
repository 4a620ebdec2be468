import { totalmem } from 'node:os'
import type { DamagedBoardView, LabStateView, LabWarning, Role, RoomView } from '@sheshi/records'
import { BoardTooNew, CloseCode, limits, type RoomReport } from '@sheshi/sync'
import type { Services } from '../services.ts'
import { version } from '../version.ts'
import { diskSpace } from '../watch.ts'
import { boardRoute, type Route, route, sendJson } from './route.ts'

const startedAt = new Date(Date.now() - process.uptime() * 1000)
/** Bytes of free disk below which somebody should make space. */
const scarceBytes = 1 << 30
/** Milliseconds of lag that people begin to notice. */
const slowMs = 150
/** Milliseconds for which an edit may wait for the disk before somebody should know. */
const unsavedMs = 10_000
/** The share of the space in memory from which it counts as nearly full. */
const nearlyFull = 0.9

/** `/rooms`: what facilitators see of the server; and everybody of a board asked to connect again. */
export function roomRoutes(services: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/rooms',
      who: 'facilitator',
      summary: 'How the server does: saving, disk, memory, open boards, damaged boards',
      answers: { 200: { words: 'The state in one word, its reasons, and each open board' } },
      handle: async ({ res }) => sendJson(res, await labState(services)),
    }),
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/reconnect',
      who: 'facilitator',
      summary: 'Make everybody on a board connect again; nothing that was drawn is lost',
      answers: { 204: { words: 'Their connections are closed with a code that makes them come back' } },
      handle: ({ res, board }) => {
        services.rooms.endSessions(board.id, CloseCode.GoingAway, 'asked to reconnect')
        res.status(204).end()
      },
    }),
  ]
}

async function labState(services: Services): Promise<LabStateView> {
  const { config, rooms, saving, loop, nightly } = services
  const [failure, disk] = await Promise.all([saving.failure(), diskSpace(config.dataDir)])
  const reports = rooms.reports()
  const known = {
    saving: failure
      ? { ok: false as const, reason: failure.reason, since: failure.since.toISOString() }
      : { ok: true as const },
    disk: disk && { freeBytes: disk.free, totalBytes: disk.total },
    memory: {
      usedBytes: process.memoryUsage.rss(),
      totalBytes: totalmem(),
      documentBytes: reports.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    },
    lagMs: Math.round(loop.lag()),
    lastBackup: services.lastBackup(),
    limits: { openRooms: limits.openRooms, openBytes: limits.openBytes },
    damaged: await damagedViews(services),
  }
  const warnings = warningsOf(known, reports)
  return {
    ...known,
    state: failure ? 'failing' : warnings.length > 0 ? 'warning' : 'good',
    warnings,
    startedAt: startedAt.toISOString(),
    version,
    dataDir: config.dataDir,
    nightlyCopies: nightly !== null,
    rooms: await roomViews(services, reports),
  }
}

/** What somebody should look after, though everything is saved. */
export function warningsOf(
  {
    disk,
    lagMs,
    damaged,
    lastBackup,
    memory,
    limits: space,
  }: Pick<LabStateView, 'disk' | 'lagMs' | 'damaged' | 'lastBackup' | 'memory' | 'limits'>,
  reports: readonly Pick<RoomReport, 'unsavedMs'>[],
): LabWarning[] {
  const full =
    reports.length >= space.openRooms * nearlyFull || memory.documentBytes >= space.openBytes * nearlyFull
  const found: Record<LabWarning, boolean> = {
    unsaved: reports.some((report) => (report.unsavedMs ?? 0) > unsavedMs),
    disk: disk !== null && disk.freeBytes < scarceBytes,
    slow: lagMs > slowMs,
    damaged: damaged.length > 0,
    backup: lastBackup !== null && !lastBackup.ok,
    full,
  }
  const all: readonly LabWarning[] = ['unsaved', 'disk', 'slow', 'damaged', 'backup', 'full']
  return all.filter((warning) => found[warning])
}

async function roomViews(
  { records, activity }: Services,
  reports: readonly RoomReport[],
): Promise<RoomView[]> {
  const views = reports.map(async (report): Promise<RoomView> => {
    const board = await records.boards.get(report.id)
    return {
      boardId: report.id,
      title: board?.title ?? null,
      people: peopleOf(report),
      changesPerMinute: report.changesPerMinute,
      bytes: report.boardBytes,
      unsavedSince: report.unsavedMs === null ? null : new Date(Date.now() - report.unsavedMs).toISOString(),
      backlogBytes: report.backlogBytes,
      changedAt: board ? activity.lastChange(board) : null,
    }
  })
  const presence = ({ people }: RoomView) => Object.values(people).reduce((sum, count) => sum + count, 0)
  return (await Promise.all(views)).sort(
    (one, other) =>
      presence(other) - presence(one) || (one.title ?? '').localeCompare(other.title ?? '', 'en'),
  )
}

function peopleOf({ sessions }: RoomReport): RoomView['people'] {
  const ids = new Map<string, Set<string>>()
  for (const { who } of sessions) ids.set(who.role, (ids.get(who.role) ?? new Set()).add(who.id))
  return Object.fromEntries([...ids].map(([role, people]) => [role as Role, people.size]))
}

async function damagedViews({ rooms, records }: Services): Promise<DamagedBoardView[]> {
  return Promise.all(
    rooms.damagedBoards().map(async ({ id, error }) => ({
      boardId: id,
      title: (await records.boards.get(id))?.title ?? null,
      detail: error.detail,
      tooNew: error instanceof BoardTooNew,
    })),
  )
}
