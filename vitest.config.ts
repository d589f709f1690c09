// How the tests run: two at a time, as the smallest machine they run on has two cores. Those of the first project need
// neither a browser nor the simulator.
import { defineConfig } from 'vitest/config'

const tests = 'test/**/*.test.{ts,tsx}'
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
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      // No module keeps anything, so files can share a process, and load what they import once.
      {
        extends: true,
        test: { name: 'parts', include: [tests], exclude: ofTheWholeProgram, isolate: false },
      },
      {
        extends: true,
        test: { name: 'whole', include: ofTheWholeProgram, globalSetup: 'test/whole-program.ts' },
      },
    ],
  },
})
