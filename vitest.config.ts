import { configDefaults, defineConfig } from 'vitest/config'

/** It remembers what it has judged, and tests count what it does: each file has its modules to itself. */
const alone = ['packages/board/src/**/*.test.ts']

export default defineConfig({
  test: {
    // Both cores: by default one is left free.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Real servers, sockets and kills on a busy machine, as for the journeys. Seeds stay: a wrong property fails again.
    retry: process.env.CI ? 1 : 0,
    server: { deps: { inline: [/^tldraw/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: [
            '{client,server}/src/**/*.test.{ts,tsx}',
            'packages/*/src/**/*.test.ts',
            'server/bench/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
          exclude: [...configDefaults.exclude, ...alone],
          // A worker reads every module once, not once for each file: it saves a third of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})
