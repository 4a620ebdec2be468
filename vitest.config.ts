import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{client,server}/src/**/*.test.{ts,tsx}',
      'packages/*/src/**/*.test.ts',
      'server/bench/*.test.ts',
      'scripts/**/*.test.mjs',
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    server: { deps: { inline: [/^tldraw/] } },
  },
})
