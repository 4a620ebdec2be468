// `npm run doctor`, `npm run backup`, `npm run restore`: builds the server if need be, then runs its care program.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib/setup.mjs'

requireNode()
ensureInstalled()
ensureBuilt()
await import(pathToFileURL(join(root, 'server', 'dist', 'care.js')).href)
