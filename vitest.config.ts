import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{client,server}/src/**/*.test.{ts,tsx}',
      'packages/*/src/**/*.test.ts',
      'server/bench/*.test.ts',
      'scripts/**/*.test.mjs',
    ],
    // Both cores: by default one is left free.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Real servers, sockets and kills on a busy machine, as for the journeys. Seeds stay: a wrong property fails again.
    retry: process.env.CI ? 1 : 0,
    server: { deps: { inline: [/^tldraw/] } },
  },
})
