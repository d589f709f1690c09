// The stage on which a test runs the app: the simulator or a real Electron, behind one interface.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import type { CommandName } from '../../../app/contract/channels.ts'
import { installedRuntime } from '../../../scripts/electron-runtime.ts'
import { bundleProbe } from '../../electron/bundle-probe.ts'
import { electronStage } from '../../electron/electron-stage.ts'
import type { StartOptions } from '../../simulator/simulator-process.ts'
import { sharedChromium } from '../../support/browser/chromium.ts'
import { simulatorStage } from './simulator-stage.ts'

/** The app's window: a page, or a frame of the desktop page. Only what both have. */
export type AppWindow = Pick<Page, 'getByRole' | 'getByText' | 'getByLabel' | 'locator'>

/** One run of the app. */
export interface Run {
  /** Gets `desktop`, or with a body posts a command. Rejects with the stage's error. */
  ask(name: string, body?: object): Promise<unknown>
  /** The URL of the desktop page; null on a real Electron. */
  url: string | null
  /** Stops time, which then advances only by `pass`, if the stage supports it. */
  hold(): Promise<void>
  /** The number of the app's HTTP requests that wait for a response; 0 if the stage does not control time. */
  countRequests(): Promise<number>
  /** Resolves when `ms` have passed for the app, without waiting if the stage supports it. */
  pass(ms: number): Promise<void>
  /**
   * Sends a command of the window to the main process, as its page does. Resolves to the answer; rejects with the main
   * process's error. Opens no page in the simulator.
   */
  command(name: CommandName, request: unknown): Promise<unknown>
  page(): Promise<Page>
  window(): Promise<AppWindow>
  /** Records the app's messages to its windows from now on. */
  overhear(): Promise<() => Promise<string>>
  output(): string
  kill(): Promise<void>
  /** Resolves to the exit code when the app has ended. */
  ended: Promise<number | null>
  hasEnded(): boolean
}

export interface Stage {
  /** Starts the app and waits for its tray icon. `onStart` gets a function that ends the app in any case. */
  begin(options: StartOptions, onStart: (end: () => Promise<void>) => void): Promise<Run>
  /** Starts the app without waiting. */
  spawn(options: StartOptions): { kill(): Promise<void> }
}

export const stageName = z.enum(['simulator', 'electron']).parse(process.env.TALLY_LIGHT_STAGE ?? 'simulator')

/** Opens the stage named in the environment variable TALLY_LIGHT_STAGE. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  switch (stageName) {
    case 'simulator': {
      return { ...simulatorStage(await sharedChromium()), close: async () => {} }
    }
    case 'electron': {
      const runtime = installedRuntime()
      if (!runtime) throw new Error('There is no Electron runtime here: npm run test:electron fetches it.')
      const folder = await mkdtemp(join(tmpdir(), 'tally-light-front-'))
      const close = () => rm(folder, { recursive: true, force: true })
      return { ...electronStage(runtime, await bundleProbe(folder)), close }
    }
    default:
      throw stageName satisfies never
  }
}
