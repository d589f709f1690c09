// The vitest fixtures of the whole-program tests: a fake Microsoft, a profile, starting the app, and waiting. All are removed
// after the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, createExpect } from 'vitest'
import { startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import type { StartOptions } from '../../simulator/simulator-process.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { openStage, stageName } from './stage.ts'

/** Requirements that a stage or system may not meet, with the reason for skipping a test. */
const missing = {
  simulator: stageName === 'electron' && "about the simulator's own desktop",
  Linux: process.platform !== 'linux' && 'about what Linux alone has',
  notifications:
    stageName === 'electron' &&
    process.platform === 'win32' &&
    'about notifications, which Windows has from an installed program alone',
} as const

const isChecking = async (app: RunningApp) => (await app.tally.watch()).accounts[0].following.checking

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('stage', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stage = await openStage()
    onCleanup(stage.close)
    return stage
  })
  /** Skips the rest of the test if a requirement is not met. */
  .extend('needs', ({ skip }) => (what: keyof typeof missing) => {
    const why = missing[what]
    if (why) skip(why)
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
  /** Polls an expectation for some seconds. */
  .extend('soon', ({ task }) => {
    // The test's own `expect`, since tests run concurrently.
    const expect = createExpect(task)
    return <Value>(read: () => Value | Promise<Value>, seconds = 30) =>
      expect.poll(read, { timeout: seconds * 1000, interval: 50 })
  })
  /** Starts the app with the fake and the test's profile; `options` override them. */
  .extend('start', async ({ stage, fake, profile, onTestFinished }) => {
    return (options: Partial<StartOptions> = {}): Promise<RunningApp> =>
      startApp(stage, { profile, microsoft: fake.url, ...options }, onTestFinished, fake.hangingRequests)
  })
  /**
   * Waits until no poll is running. A check during a poll gets that poll's answer (polling/follower.ts), which may be older
   * than the fake's current presence.
   */
  .extend('answered', async ({ soon }) => {
    return async (app: RunningApp) => {
      await soon(() => isChecking(app)).toBe(false)
    }
  })
  /**
   * Advances the time in steps until `isSo` resolves to true, at most by `mostMs`: a check may have to wait for the request
   * limit. Resolves to the time that has passed, ms. For an app with stopped time.
   */
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('passUntil', async ({}) => {
    return async (app: RunningApp, isSo: () => Promise<boolean>, mostMs: number): Promise<number> => {
      let passedMs = 0
      while (passedMs < mostMs && !(await isSo())) {
        let looks = 10
        while (looks > 0 && (await isChecking(app))) looks -= 1
        const stepMs = Math.min(looks > 0 ? 5000 : 1100, mostMs / 4)
        await app.pass(stepMs)
        passedMs += stepMs
      }
      return passedMs
    }
  })
  /** Starts the app with the fake's client id, signs in from the menu, and waits until no poll is running. */
  .extend('startSignedIn', async ({ fake, start, soon }) => {
    return async (settings: Record<string, unknown> = {}, options: Partial<StartOptions> = {}) => {
      const app = await start({ ...options, settings: { clientId: fake.clientId, ...settings } })
      // The window polls when it appears; if it appeared after the sign-in, it would poll once more.
      if (options.args !== '--hidden')
        await soon(async () => (await app.desktop()).window?.visible).toBe(true)
      await app.menu('Sign in')
      await soon(app.tooltip).toMatch(/ · since /)
      return app
    }
  })
  /** The same with a controlled clock, which is then stopped. */
  .extend('startHeld', async ({ startSignedIn, answered }) => {
    return async (settings: Record<string, unknown>) => {
      const app = await startSignedIn(settings, { clock: 'controlled' })
      await answered(app)
      await app.hold()
      // The sign-in made a request.
      await app.passToNextClick()
      await answered(app)
      return app
    }
  })
