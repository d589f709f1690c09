// Starts the simulator with the built app as a child process, and calls its HTTP API.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { SystemName } from '../../simulator/desktop/system.ts'

const root = join(import.meta.dirname, '..', '..')

/** The sources of the bundle: the simulator and its preloaded clock. */
export const simulatorSources = {
  simulator: join(root, 'simulator', 'simulator.ts'),
  'preloaded-clock': join(import.meta.dirname, 'preloaded-clock.ts'),
}
/** Modules that tests preload into the simulator. They are bundled, as to compile one at a start takes longer than the start. */
export const preloadedSources: readonly string[] = [
  join('e2e', 'stage', 'preloaded-failing-listener.ts'),
  join('losses', 'preloaded-advancing-clock.ts'),
  join('losses', 'preloaded-failing-tray.ts'),
  join('security', 'preloaded-switches.ts'),
  join('security', 'preloaded-witness.ts'),
].map((path) => join(root, 'test', path))
/** 35 minutes past the hour: far from the times at which the app expects meetings to begin and end. */
export const CONTROLLED_CLOCK_BEGINS_MS = new Date().setMinutes(35, 0, 0)
const READY_MS = 120_000

export interface StartOptions {
  /** The app's userData. */
  profile: string
  /** The URL of a fake Microsoft; null: the app runs its demo day. */
  microsoft: string | null
  settings?: Record<string, unknown>
  /** Arguments of the app in one line. */
  args?: string
  browser?: 'manual'
  /** The resources folder of an installed package. */
  packaged?: string
  /** The path of a policy file. */
  policy?: string
  keyring?: 'unlocked' | 'locked' | 'fallback'
  tray?: 'absent'
  lock?: 'taken'
  /** The hour cycle of the system's regional format. */
  hours?: '12' | '24'
  microphone?: 'real'
  /** The folder of another app than this project's. */
  app?: string
  /** The system to simulate. */
  system?: SystemName
  /** In addition to that of this process; `undefined` removes a variable. */
  environment?: NodeJS.ProcessEnv
  /** Modules to preload; they get the messages of `tell` from the process's `message` event. */
  inFront?: readonly string[]
  /** Preloads a clock that `order` controls and that starts at CONTROLLED_CLOCK_BEGINS_MS. */
  clock?: 'controlled'
}

/** The environment variable with the folder of the bundle that the tests of a run share. */
const SHARED = 'TALLY_LIGHT_SIMULATOR'

/** From now on this process and its children use the bundle in `folder`. */
export function shareSimulator(folder: string): void {
  process.env[SHARED] = folder
}

/** Node's arguments to run the simulator, before the simulator's options. */
export function simulatorProgram({
  inFront = [],
  clock,
}: Pick<StartOptions, 'inFront' | 'clock'> = {}): string[] {
  const shared = process.env[SHARED]
  const module = (name: keyof typeof simulatorSources) =>
    shared ? join(shared, `${name}.mjs`) : simulatorSources[name]
  const bundled = (path: string) =>
    shared && preloadedSources.includes(path)
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

/** The simulator's command line, as npm runs it. */
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
  microphone,
  app,
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
    ...(microphone === undefined ? [] : ['--microphone', microphone]),
    ...(app === undefined ? [] : ['--app', app]),
    ...(system === undefined ? [] : ['--system', system]),
    ...(packaged === undefined ? [] : ['--packaged', packaged]),
    ...(policy === undefined ? [] : ['--policy', policy]),
  ]
}

export interface SimulatorProcess {
  pid: number | undefined
  /** Resolves to the URL of the desktop; rejects if the process ends before it is ready. */
  ready: Promise<string>
  ended: Promise<number | null>
  hasEnded(): boolean
  output(): string
  tell(message: number): void
  /**
   * Controls the preloaded clock. Resolves when the clock has done it, to the number of HTTP requests that wait for a
   * response; never if the process has ended.
   */
  order(order: 'hold' | 'count-requests' | number): Promise<number>
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
  // A test that kills the process early does not await `ready`.
  ready.catch(() => {})
  return {
    pid: child.pid,
    ready,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => output,
    tell: (message) => child.send(message),
    async order(order) {
      const done = once(child, 'message')
      child.send(order)
      const [count] = await done
      return z.number().parse(count)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Gets `desktop` from the simulator at `url`, or posts a command with a body. Rejects with the simulator's error. */
export async function askSimulator(url: string, name: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(new URL(`api/${name}`, url), init)
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}
