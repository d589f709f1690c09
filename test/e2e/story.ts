// What a story needs: a Microsoft, a profile, a way to start the app on them, and patience. All of it ends with the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, createExpect, vi } from 'vitest'
import { launchChromium } from '../chromium.ts'
import { startFakeMicrosoft } from '../fake-microsoft/fake-microsoft.ts'
import type { StartOptions } from '../simulator/simulator-process.ts'
import { type RunningApp, startApp } from './running-app.ts'

// A story starts a program or two and a browser's page; several run at a time, but not on more cores than there are.
vi.setConfig({ testTimeout: 90_000, maxConcurrency: 4 })

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('chromium', { scope: 'file' }, async ({}, { onCleanup }) => {
    const chromium = await launchChromium()
    onCleanup(() => chromium.close())
    return chromium
  })
  .extend('fake', async ({ onTestFinished }) => {
    const fake = await startFakeMicrosoft()
    onTestFinished(() => fake.close())
    return fake
  })
  .extend('profile', async ({ onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'tally-light-e2e-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
    return folder
  })
  /** Expects what will be so within some seconds. */
  .extend('soon', ({ task }) => {
    // The one that knows its test, as several run at a time.
    const expect = createExpect(task)
    return <Value>(read: () => Value | Promise<Value>, seconds = 10) =>
      expect.poll(read, { timeout: seconds * 1000, interval: 50 })
  })
  /** Starts the app against the fake, on the test's own profile; `options` win. */
  .extend('start', async ({ chromium, fake, profile, onTestFinished }) => {
    return (options: Partial<StartOptions> = {}): Promise<RunningApp> =>
      startApp({ profile, microsoft: fake.url, ...options }, chromium, onTestFinished)
  })
  /** Starts it with the fake's client id and signs in from the menu. */
  .extend('startSignedIn', async ({ fake, start, soon }) => {
    return async (settings: Record<string, unknown> = {}, options: Partial<StartOptions> = {}) => {
      const app = await start({ ...options, settings: { clientId: fake.clientId, ...settings } })
      await app.menu('Sign in')
      await soon(app.tooltip).toMatch(/ · since /)
      return app
    }
  })
