// How the tests run: two at a time, as the smallest machine they run on has two cores.
import { defineConfig } from 'vitest/config'
import { failuresLast } from './test/failures-last.ts'
import { LongestFirst } from './test/longest-first.ts'

/** They start the whole program, or show its window in a browser. */
const ofTheWholeProgram = [
  'test/{e2e,electron,renderer,simulator}/**/*.test.ts',
  'test/bench/startup.test.ts',
  'test/security/{arguments,checklist,taken-over}.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 90_000,
    hookTimeout: 300_000,
    // What is awaited is there within a moment, but not on a machine that others keep busy.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    setupFiles: 'test/seed.ts',
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }], failuresLast],
    projects: [
      {
        extends: true,
        // No module keeps anything, so files can share a process, and load what they import once.
        test: {
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ofTheWholeProgram,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'whole', include: ofTheWholeProgram, globalSetup: 'test/whole-program.ts' },
      },
    ],
  },
})
