import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base } from './fixtures.ts'
import { LabServer } from './server.ts'

interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** A city's server on this machine: a webhook's receiver, and a platform that takes every proposal. */
export class City {
  readonly heard: Heard[] = []
  private readonly server: Server = createServer((req, res) => {
    let body = ''
    req.on('data', (part) => {
      body += part
    })
    req.on('end', () => {
      this.heard.push({ path: req.url ?? '', headers: req.headers, body })
      if (req.url !== '/api') return void res.writeHead(204).end()
      const proposal = { id: '140', url: `${this.url}/proposals/140` }
      const component = { createProposal: proposal, proposal: { update: proposal } }
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { component } }))
    })
  })

  static async open(): Promise<City> {
    const city = new City()
    await new Promise<void>((resolve) => city.server.listen(0, '127.0.0.1', resolve))
    return city
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  close(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}

/** A lab that may ask this machine, and a city that it can tell. */
export const test = base.extend<{ city: City }, { lab: LabServer }>({
  lab: [
    async ({ browser: _browser }, use) => {
      process.env.OUT_ALLOW_PRIVATE = '1'
      const lab = await LabServer.create().finally(() => {
        delete process.env.OUT_ALLOW_PRIVATE
      })
      await use(lab)
      await lab.dispose()
    },
    { scope: 'worker' },
  ],
  city: async ({ browser: _browser }, use) => {
    const city = await City.open()
    await use(city)
    await city.close()
  },
})

export { expect } from '@playwright/test'
