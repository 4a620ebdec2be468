// `npm start`: installs, builds and serves. The second start finds everything done.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureInstalled, requireNode, root } from './lib/setup.mjs'

requireNode()
ensureInstalled()
ensureBuilt()
// In this process, so that signals and exit codes are the server's own.
await import(pathToFileURL(join(root, 'server', 'dist', 'main.js')).href)
