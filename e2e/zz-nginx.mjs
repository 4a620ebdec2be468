import { chromium } from '@playwright/test'
const base = process.argv[2]
const key = 'a-key-for-the-proxy-test'
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
const api = async (m, p, b) => (await fetch(`${base}/api/v1${p}`, { method: m, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: b && JSON.stringify(b) })).json()
const { id } = await api('POST', '/boards', { title: 'River', template: 'blank' })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const ctx = await browser.newContext({ ignoreHTTPSErrors: true })
const page = await ctx.newPage()
const outside = [], errors = []
ctx.on('request', (r) => { if (!r.url().startsWith(base + '/') && /^http/.test(r.url())) outside.push(r.url()) })
let sockets = 0, closed = 0
page.on('websocket', (s) => { sockets++; s.on('close', () => closed++) })
page.on('console', (m) => m.type() === 'error' && errors.push(m.text()))
await page.goto(`${base}/signin#key=${key}`)
await page.waitForURL(`${base}/`)
await page.goto(`${base}/board/${id}`)
await page.waitForSelector('.tl-canvas', { timeout: 60000 })
await page.waitForSelector('[data-testid=save-badge][data-state=saved]', { timeout: 60000 })
const [cookie] = (await ctx.cookies()).filter((c) => c.name === 'sheshi')
console.log('cookie', cookie.path, cookie.secure, cookie.httpOnly, cookie.sameSite)
const began = Date.now()
await new Promise((r) => setTimeout(r, 80_000))
console.log('idle for', Math.round((Date.now() - began) / 1000), 's: sockets', sockets, 'closed', closed)
await api('POST', `/boards/${id}/notes`, { text: 'after the pause' })
await page.getByText('after the pause').first().waitFor({ state: 'attached' })
console.log('seen after the pause; badge', await page.getByTestId('save-badge').getAttribute('data-state'), 'sockets', sockets)
console.log('service worker', await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope ?? null), 'outside', outside, 'errors', errors)
await browser.close()
