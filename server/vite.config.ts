import { defineConfig } from 'vite'

/** Bundles our own workspaces into one file; packages from npm stay outside it. */
export default defineConfig({
  build: { ssr: 'src/main.ts', target: 'node20', outDir: 'dist', sourcemap: true },
  ssr: { target: 'node' },
})
