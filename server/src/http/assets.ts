import express from 'express'
import { addressOf, assetTypes } from '../assets.ts'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { limitAtOnce, limitRate } from './rates.ts'
import { boardRoute, type Route, sendJson } from './route.ts'

const { uploadsPerHour, uploadsAtOnce, uploadsAtOnceInAll, pictureBytes } = labLimits

const refusals = {
  kind: {
    kind: 'unsupported-media-type',
    detail: 'The content is no PNG, JPEG, GIF or WebP picture; SVG is not accepted',
  },
  pixels: { kind: 'too-large', detail: 'The picture has too many pixels' },
  full: { kind: 'pictures-full', detail: 'The board holds as many pictures as it may' },
} as const

/** `/boards/:boardId/assets`: pictures that people put on a board. */
export function assetRoutes({ assets, addresses }: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/assets',
      who: 'writer',
      summary: 'Keep a picture for the board; at most 10 MB, its kind is found by its content',
      before: [
        limitRate(uploadsPerHour, 60, 'session'),
        limitAtOnce(uploadsAtOnce, 'session'),
        limitAtOnce(uploadsAtOnceInAll, 'all'),
      ],
      takes: { types: assetTypes, readers: [express.raw({ type: () => true, limit: pictureBytes })] },
      answers: {
        201: { words: 'Its address, type and size' },
        409: { words: 'pictures-full' },
        413: { words: 'too-large: bytes, or pixels' },
        415: { words: 'unsupported-media-type' },
        429: { words: 'too-many-requests' },
      },
      handle: async ({ req, res, board }) => {
        const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
        const kept = await assets.keep(board.id, bytes)
        if (typeof kept === 'string')
          throw new Problem(refusals[kept].kind, { detail: refusals[kept].detail })
        // As it stands in the document: without the prefix, which may change.
        const url = addressOf(board.id, kept.name)
        res.location(addresses.under(url))
        sendJson(res, { url, type: kept.type, bytes: bytes.length }, 201)
      },
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/assets/:name',
      who: 'reader',
      summary: 'A picture of the board',
      answers: { 200: { words: 'The picture', types: assetTypes }, 404: { words: 'not-found' } },
      handle: async ({ res, board, param }) => {
        const found = await assets.find(board.id, param('name'))
        if (!found) throw new Problem('not-found')
        res.set('content-security-policy', "default-src 'none'; sandbox")
        res.set('content-type', found.type)
        await sendFile(res, found.path, 'private, max-age=31536000, immutable')
      },
    }),
  ]
}

/** Sends a file that was found by name before; rejects where it cannot be read. */
export function sendFile(res: express.Response, path: string, caching: string): Promise<void> {
  res.set('cache-control', caching)
  return new Promise((resolve, reject) => {
    // The data folder may lie below a folder whose name begins with a dot.
    res.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      // A reader who went away is no failure of ours.
      if (error && !res.destroyed) reject(error)
      else resolve()
    })
  })
}
