// Hocuspocus as its documentation sets it up: its defaults, and its database extension keeping each document's state
// in a file. PORT and DATA_DIR come from the environment.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const { PORT, DATA_DIR = '.' } = process.env
const fileOf = (name) => join(DATA_DIR, `${encodeURIComponent(name)}.bin`)
await mkdir(DATA_DIR, { recursive: true })

const server = new Server({
  port: Number(PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [
    new Database({
      fetch: ({ documentName }) =>
        readFile(fileOf(documentName)).catch((error) => {
          if (error.code === 'ENOENT') return null
          throw error
        }),
      store: ({ documentName, state }) => writeFile(fileOf(documentName), state),
    }),
  ],
})
await server.listen()
