import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const server = `http://127.0.0.1:${process.env.PORT ?? 4000}`

export default defineConfig({
  // Files refer to each other by where they lie; the server says below which path that is (server/src/clientPages.ts).
  base: './',
  plugins: [
    react(),
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
        navigateFallbackDenylist: [/\/api\/v1\//, /\/(healthz|metrics)(\?|$)/, /\/licences\//],
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
    // The licences of everything that is bundled, beside the texts of client/public/licences.
    license: { fileName: 'licences/bundled.md' },
  },
  server: {
    proxy: { '/api': server, '/healthz': server, '/sync': { target: server, ws: true } },
  },
})
