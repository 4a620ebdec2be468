import { defineConfig } from 'vite'

/** Bundles our own workspaces into programs, the server and what looks after its data; npm's packages stay outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        care: 'src/care/main.ts',
        // The thread in which versions of boards are read.
        versions: 'src/history/threadProgram.ts',
        // The threads in which bundles are made, and files of boards read.
        bundles: 'src/exports/threadProgram.ts',
      },
    },
  },
  ssr: { target: 'node' },
})
