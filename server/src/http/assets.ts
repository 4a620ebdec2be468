import express from 'express'
import { assetTypes } from '../assets.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { boardRoute, type Route, sendJson } from './route.ts'

const assetBytes = 10 << 20

/** Where a board's picture is found. */
export const assetUrl = (boardId: string, name: string): string => `/api/v1/boards/${boardId}/assets/${name}`

/** `/boards/:boardId/assets`: pictures that people put on a board. */
export function assetRoutes({ assets }: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/assets',
      who: 'writer',
      summary: 'Keep a picture for the board; at most 10 MB, its kind is found by its content',
      takes: { types: assetTypes, readers: [express.raw({ type: () => true, limit: assetBytes })] },
      answers: {
        201: { words: 'Its address, type and size' },
        413: { words: 'too-large' },
        415: { words: 'unsupported-media-type' },
      },
      handle: async ({ req, res, board }) => {
        const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
        const kept = await assets.keep(board.id, bytes)
        if (!kept) {
          const detail = 'The content is no PNG, JPEG, GIF or WebP picture; SVG is not accepted'
          throw new Problem('unsupported-media-type', { detail })
        }
        const url = assetUrl(board.id, kept.name)
        res.location(url)
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
