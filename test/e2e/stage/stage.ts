// Where a story plays: in the simulator, or on a real Electron. The story does not know which.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { installedRuntime } from '../../../scripts/electron-runtime.ts'
import { bundleFront } from '../../electron/bundle-front.ts'
import { electronStage } from '../../electron/electron-stage.ts'
import type { StartOptions } from '../../simulator/simulator-process.ts'
import { sharedChromium } from '../../support/chromium.ts'
import { simulatorStage } from './simulator-stage.ts'

/** The app's window, as much of it as both stages have: a page of its own, or a frame on the desktop's. */
export type AppWindow = Pick<Page, 'getByRole' | 'getByText' | 'getByLabel' | 'locator'>

/** One run of the app, from outside. */
export interface Run {
  /** `desktop`, or with a body one of its commands. Rejects with the stage's own words. */
  ask(name: string, body?: object): Promise<unknown>
  /** The address of the desktop's page, where the desktop is one. */
  url: string | null
  /** Time stands still but for what passes by `pass`, where the stage can do so. */
  hold(): Promise<void>
  /** Resolves when so many ms have passed for the app: without waiting, where the stage can do so. */
  pass(ms: number): Promise<void>
  page(): Promise<Page>
  window(): Promise<AppWindow>
  /** From now on, all that the app tells its windows. */
  overhear(): Promise<() => Promise<string>>
  output(): string
  kill(): Promise<void>
  /** The exit code, once it has ended in whatever way. */
  ended: Promise<number | null>
  hasEnded(): boolean
}

export interface Stage {
  /** Starts the app and waits for its tray icon. `onStart` hears how to end it, whatever has become of it. */
  begin(options: StartOptions, onStart: (end: () => Promise<void>) => void): Promise<Run>
  /** Starts it and waits for nothing. */
  spawn(options: StartOptions): { kill(): Promise<void> }
}

export const stageName = z.enum(['simulator', 'electron']).parse(process.env.TALLY_LIGHT_STAGE ?? 'simulator')

/** The stage that the environment's TALLY_LIGHT_STAGE names, until `close`. */
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
      return { ...electronStage(runtime, await bundleFront(folder)), close }
    }
    default:
      throw stageName satisfies never
  }
}
