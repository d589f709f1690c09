// How the tests run. Those in a browser or a simulator share two cores, so few files run at a time.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    // Stories run in real time: on a machine that others load, one may come late once. Twice is a fault.
    retry: process.env.CI ? 1 : 0,
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
  },
})
