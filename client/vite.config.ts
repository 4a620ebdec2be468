import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { padBudget } from './build/padBudget.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 4000}`

/** What the server does too: the pad is a page of its own. */
const padInDevelopment: Plugin = {
  name: 'pad-in-development',
  configureServer(dev) {
    dev.middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/pad/')) request.url = '/pad.html'
      next()
    })
  },
}

export default defineConfig({
  // Files refer to each other by where they lie; the server says below which path that is (server/src/clientPages.ts).
  base: './',
  plugins: [
    react(),
    padInDevelopment,
    padBudget(),
    // The page itself must open without a network, or a reload on a train would lose sight of unsent work.
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        name: 'Sheshi',
        short_name: 'Sheshi',
        display: 'standalone',
        theme_color: '#0f5c63',
        background_color: '#f7f3ec',
        icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        maximumFileSizeToCacheInBytes: 6 << 20,
        // Below whatever path the lab lies.
        navigateFallbackDenylist: [/\/api\/v1\//, /\/(healthz|metrics)(\?|$)/, /\/licences\//, /\/pad\//],
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) => request.mode === 'navigate' && url.pathname.includes('/pad/'),
            // Runs in the worker: the kept page, with the files that belong to it.
            handler: async ({ request }) =>
              (await caches.match('pad.html', { ignoreSearch: true })) ?? fetch(request),
          },
        ],
      },
    }),
  ],
  // vite dev crashes while it pre-bundles tldraw's translation files.
  optimizeDeps: { exclude: ['@tldraw/assets'] },
  resolve: {
    dedupe: ['yjs', 'y-protocols', 'lib0', 'react', 'react-dom', '@tldraw/store', '@tldraw/tlschema'],
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 3000,
    rolldownOptions: { input: ['index.html', 'pad.html'] },
    // The licences of everything that is bundled, beside the texts of client/public/licences.
    license: { fileName: 'licences/bundled.md' },
  },
  server: {
    proxy: { '/api': server, '/healthz': server, '/sync': { target: server, ws: true } },
  },
})
