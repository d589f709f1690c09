// What a story needs: a Microsoft, a profile, a way to start the app on them, and patience. All of it ends with the test.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, createExpect } from 'vitest'
import { startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import type { StartOptions } from '../../simulator/simulator-process.ts'
import { type RunningApp, startApp } from './running-app.ts'
import { openStage, stageName } from './stage.ts'

/** What a story is about that not every stage or system has, and why it is skipped where that is missing. */
const missing = {
  simulator: stageName === 'electron' && "about the simulator's own desktop",
  Linux: process.platform !== 'linux' && 'about what Linux alone has',
  notifications:
    stageName === 'electron' &&
    process.platform === 'win32' &&
    'about notifications, which Windows has from an installed program alone',
} as const

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('stage', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stage = await openStage()
    onCleanup(stage.close)
    return stage
  })
  /** Said by a story before what is about something that is not everywhere; the rest of it is skipped there. */
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
  /** Expects what will be so within some seconds. */
  .extend('soon', ({ task }) => {
    // The one that knows its test, as several run at a time.
    const expect = createExpect(task)
    return <Value>(read: () => Value | Promise<Value>, seconds = 30) =>
      expect.poll(read, { timeout: seconds * 1000, interval: 50 })
  })
  /** Starts the app against the fake, on the test's own profile; `options` win. */
  .extend('start', async ({ stage, fake, profile, onTestFinished }) => {
    return (options: Partial<StartOptions> = {}): Promise<RunningApp> =>
      startApp(stage, { profile, microsoft: fake.url, ...options }, onTestFinished)
  })
  /**
   * Waits until no answer is on its way. Who asks while one is gets that one (polling/follower.ts), and it may be older
   * than what the fake says by now.
   */
  .extend('answered', async ({ soon }) => {
    return async (app: RunningApp) => {
      const page = await app.inside()
      const isChecking = async () => (await globalThis.window.tally.watch()).accounts[0].following.checking
      await soon(() => page.evaluate(isChecking)).toBe(false)
    }
  })
  /**
   * Lets time pass, in steps, until it is so or `mostMs` are over: a check in its course may wait for its turn at the
   * ceiling on requests, which only time brings. Gives the time that has passed, ms; never more than `mostMs`, as what is
   * waited for may be over by then. For an app whose time is held.
   */
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('passUntil', async ({}) => {
    return async (app: RunningApp, isSo: () => Promise<boolean>, mostMs: number): Promise<number> => {
      const page = await app.inside()
      const isChecking = () =>
        page.evaluate(async () => (await globalThis.window.tally.watch()).accounts[0].following.checking)
      let passedMs = 0
      while (passedMs < mostMs && !(await isSo())) {
        let looks = 10
        while (looks > 0 && (await isChecking())) looks -= 1
        const stepMs = Math.min(looks > 0 ? 5000 : 1100, mostMs / 4)
        await app.pass(stepMs)
        passedMs += stepMs
      }
      return passedMs
    }
  })
  /** Starts it with the fake's client id and signs in from the menu; nothing is on its way then. */
  .extend('startSignedIn', async ({ fake, start, soon }) => {
    return async (settings: Record<string, unknown> = {}, options: Partial<StartOptions> = {}) => {
      const app = await start({ ...options, settings: { clientId: fake.clientId, ...settings } })
      // Its window asks when it appears, and would ask once more if it came later than the account.
      if (options.args !== '--hidden')
        await soon(async () => (await app.desktop()).window?.visible).toBe(true)
      await app.menu('Sign in')
      await soon(app.tooltip).toMatch(/ · since /)
      return app
    }
  })
  /** The same on a controlled clock, whose time is held from then on. */
  .extend('startHeld', async ({ startSignedIn, answered }) => {
    return async (settings: Record<string, unknown>) => {
      const app = await startSignedIn(settings, { clock: 'controlled' })
      await answered(app)
      await app.hold()
      // Clicks make a request a second, and the sign-in was one.
      await app.pass(1100)
      await answered(app)
      return app
    }
  })
