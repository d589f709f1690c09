// The simulator with the built app as a process of its own, and its desktop as another program asks for it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { SystemName } from '../../simulator/desktop/system.ts'

const root = join(import.meta.dirname, '..', '..')

/** What a simulator is started from: the program, and the clock that goes in front of it. */
export const simulatorSources = {
  simulator: join(root, 'simulator', 'simulator.ts'),
  'preloaded-clock': join(import.meta.dirname, 'preloaded-clock.ts'),
}
/** What stories put in front of it besides. To compile one at each start takes longer than the start. */
export const inFrontSources: readonly string[] = [
  join('e2e', 'stage', 'may-not-listen.ts'),
  join('losses', 'no-two-readings.ts'),
  join('losses', 'tray-fails.ts'),
  join('security', 'preloaded-switches.ts'),
  join('security', 'preloaded-witness.ts'),
].map((path) => join(root, 'test', path))
/** Five minutes past the half of this hour: far from the moments at which the app expects meetings to begin and end. */
export const CONTROLLED_CLOCK_BEGINS_MS = new Date().setMinutes(35, 0, 0)
const READY_MS = 120_000

export interface StartOptions {
  /** The app's userData. */
  profile: string
  /** The address of a fake Microsoft; null: the app plays its demo day. */
  microsoft: string | null
  settings?: Record<string, unknown>
  /** Arguments of the app, one line. */
  args?: string
  browser?: 'manual'
  /** The resources folder of the installed package that the app takes itself for. */
  packaged?: string
  /** The path of a policy file. */
  policy?: string
  keyring?: 'unlocked' | 'locked' | 'fallback'
  tray?: 'absent'
  lock?: 'taken'
  /** Of the system's regional format. */
  hours?: '12' | '24'
  /** The system that is played. */
  system?: SystemName
  environment?: Record<string, string>
  /** Modules that are loaded in front of it; they hear what `tell` says as the process's messages. */
  inFront?: readonly string[]
  /** Its time can be held and let pass (`order`), and begins at CONTROLLED_CLOCK_BEGINS_MS. */
  clock?: 'controlled'
}

/** The environment's variable with the folder of the simulator's bundle, where the tests of a run share one. */
const SHARED = 'TALLY_LIGHT_SIMULATOR'

/** From here on this process and those it starts run the simulator that is bundled in `folder`. */
export function shareSimulator(folder: string): void {
  process.env[SHARED] = folder
}

/** What Node is started with to run the simulator, before the simulator's own options. */
export function simulatorProgram({
  inFront = [],
  clock,
}: Pick<StartOptions, 'inFront' | 'clock'> = {}): string[] {
  const shared = process.env[SHARED]
  const module = (name: keyof typeof simulatorSources) =>
    shared ? join(shared, `${name}.mjs`) : simulatorSources[name]
  const bundled = (path: string) =>
    shared && inFrontSources.includes(path)
      ? pathToFileURL(join(shared, `${basename(path, '.ts')}.mjs`)).href
      : path
  const others = inFront.map(bundled)
  const imports = [
    ...(shared && !others.some((path) => path.endsWith('.ts')) ? [] : ['tsx']),
    ...(clock ? [pathToFileURL(module('preloaded-clock')).href] : []),
    ...others,
  ]
  return [...imports.flatMap((path) => ['--import', path]), module('simulator')]
}

/** The simulator's command line; npm runs exactly this. */
export function commandLine({
  profile,
  microsoft,
  settings,
  args,
  browser,
  keyring,
  tray,
  lock,
  hours,
  system,
  packaged,
  policy,
}: StartOptions): string[] {
  return [
    ...['--profile', profile],
    ...(microsoft === null ? [] : ['--microsoft', microsoft]),
    ...(settings === undefined ? [] : ['--settings', JSON.stringify(settings)]),
    ...(args === undefined ? [] : ['--args', args]),
    ...(browser === undefined ? [] : ['--browser', browser]),
    ...(keyring === undefined ? [] : ['--keyring', keyring]),
    ...(tray === undefined ? [] : ['--tray', tray]),
    ...(lock === undefined ? [] : ['--lock', lock]),
    ...(hours === undefined ? [] : ['--hours', hours]),
    ...(system === undefined ? [] : ['--system', system]),
    ...(packaged === undefined ? [] : ['--packaged', packaged]),
    ...(policy === undefined ? [] : ['--policy', policy]),
  ]
}

export interface SimulatorProcess {
  /** Resolves to the desktop's address; rejects when the process ends before it is ready. */
  ready: Promise<string>
  ended: Promise<number | null>
  hasEnded(): boolean
  output(): string
  tell(message: number): void
  /** With a controlled clock: see preloaded-clock.ts. Resolves once it is done, and never after the end. */
  order(order: 'hold' | number): Promise<void>
  kill(): Promise<void>
}

/** Starts the simulator and returns at once. */
export function spawnSimulator(options: StartOptions): SimulatorProcess {
  const { environment, clock, inFront = [] } = options
  const child = spawn(process.execPath, [...simulatorProgram(options), ...commandLine(options)], {
    cwd: root,
    env: {
      ...process.env,
      ...(clock ? { SIMULATED_NOW_MS: String(CONTROLLED_CLOCK_BEGINS_MS) } : {}),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', ...(clock || inFront.length > 0 ? (['ipc'] as const) : [])],
  })
  let output = ''
  const ended = once(child, 'close').then((): number | null => child.exitCode)
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The simulator ${why}:\n${output}`))
    const late = setTimeout(() => fail('was not ready in time'), READY_MS)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        output += piece
        const line = /^\{"ready":true.*\}$/m.exec(output)?.[0]
        if (line) resolve(z.object({ url: z.url() }).parse(JSON.parse(line)).url)
      })
    }
    void ended.then(() => {
      clearTimeout(late)
      fail('ended before it was ready')
    })
  })
  // Who never asks whether it is ready, because it is to be killed before, does not hear of it.
  ready.catch(() => {})
  return {
    ready,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => output,
    tell: (message) => child.send(message),
    async order(order) {
      const done = once(child, 'message')
      child.send(order)
      await done
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Asks the simulator at `url`: `desktop`, or with a body for one of its commands. Rejects with its own words. */
export async function askSimulator(url: string, name: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(new URL(`api/${name}`, url), init)
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}
