// The stage on a real Electron: Playwright starts it and drives its windows; the probe inside the app reports the rest.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { _electron, type ElectronApplication } from 'playwright-core'
import { split as shellWords } from 'shlex'
import { mergeSettings } from '../../simulator/simulated-profile.ts'
import type { Run, Stage } from '../e2e/stage/stage.ts'
import type { StartOptions } from '../simulator/simulator-process.ts'
import type { Probe } from './probe.ts'
import { writeProbeOptions } from './probe-options.ts'

const root = join(import.meta.dirname, '..', '..')
const START_MS = 120_000
const TIMEOUT_MS = 30_000

declare global {
  /** In Electron's main process. */
  var probe: Probe
}

/** Electron's arguments: the unpacked app, since an installed one accepts neither a debugger nor a probe. */
function argumentsOf(front: string, { microsoft, args = '', packaged, inFront }: StartOptions): string[] {
  if (packaged !== undefined || inFront) throw new Error('Only the simulator plays an installed program')
  return [
    ...['--require', front, root],
    // Does not use the user's keyring, not even for Chromium's cookies.
    ...['--password-store=basic', '--use-mock-keychain'],
    ...shellWords(args),
    // Without a Microsoft, as in the simulator.
    ...(microsoft === null ? ['--demo'] : []),
  ]
}

function environmentOf({ profile, microsoft, browser, keyring, policy, environment }: StartOptions) {
  const { ELECTRON_RUN_AS_NODE: _, TALLY_LIGHT_MICROSOFT: __, ...own } = process.env
  const inherited = Object.entries(own).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return {
    ...Object.fromEntries(inherited),
    ...(microsoft === null ? {} : { TALLY_LIGHT_MICROSOFT: microsoft }),
    // Does not read this computer's policy.
    TALLY_LIGHT_POLICY: policy ?? join(profile, 'no-policy.json'),
    ...writeProbeOptions({
      profile,
      microsoft,
      browserIsManual: browser === 'manual',
      keyring: keyring ?? 'unlocked',
    }),
    ...environment,
  }
}

/** `runtime`: Electron's executable; `front`: the bundled probe (bundle-probe.ts). */
export const electronStage = (runtime: string, front: string): Stage => ({
  spawn(options) {
    // As Playwright does: the sandbox may not be available.
    const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
    const child = spawn(runtime, [...sandbox, ...argumentsOf(front, options)], {
      env: environmentOf(options),
      stdio: 'ignore',
    })
    const ended = once(child, 'close')
    return {
      async kill() {
        child.kill('SIGKILL')
        await ended
      },
    }
  },
  async begin(options, onStart) {
    if (options.settings) mergeSettings(options.profile, options.settings)
    const application = await _electron.launch({
      executablePath: runtime,
      args: argumentsOf(front, options),
      env: environmentOf(options),
      cwd: root,
      // The app's own theme, not Playwright's.
      colorScheme: null,
      timeout: START_MS,
    })
    const { run, ready } = follow(application)
    onStart(run.kill)
    const late = after(START_MS, null, { ref: false }).then(() => {
      throw new Error(`The app in Electron showed no tray icon in time:\n${run.output()}`)
    })
    await Promise.race([ready(), late])
    return run
  },
})

/** Call right after the launch, or an early exit is missed. */
function follow(application: ElectronApplication): { run: Run; ready(): Promise<void> } {
  const child = application.process()
  // On Windows this is a shell around the main process; `ready` gets the real id.
  let pid = child.pid
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  // Playwright waits until the output closes, and so for every process that writes to it.
  const ended = new Promise<number | null>((resolve) => {
    application.once('close', () => resolve(child.exitCode))
  })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  /** Awaits an answer of the app. Rejects with the app's output, also if the app ends before it answers. */
  async function answer<Value>(request: Promise<Value>): Promise<Value> {
    const cut = ended.then((code): never => {
      throw new Error(`The app ended with ${code} before it answered`)
    })
    try {
      // Playwright has several errors for a closed connection, and may also wait forever.
      const unlessCut = request.catch((error: unknown) => {
        if (/has been closed|context was destroyed/.test(String(error))) return cut
        throw error
      })
      return await Promise.race([unlessCut, cut])
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n${output}`, { cause: error })
    }
  }

  async function page() {
    const [window = await application.firstWindow({ timeout: TIMEOUT_MS })] = application.windows()
    window.setDefaultTimeout(TIMEOUT_MS)
    // A new window first has an empty page.
    await window.waitForURL(({ protocol }) => protocol !== 'about:')
    return window
  }
  const run: Run = {
    ask: (name, body) =>
      answer(
        body
          ? application.evaluate((_electron, command) => probe.act(command.name, command.body), {
              name,
              body,
            })
          : application.evaluate(() => probe.desktop()),
      ),
    url: null,
    hold: async () => {},
    countRequests: async () => 0,
    pass: (ms) => after(ms),
    // Of the contract, which the page's `window.tally` has.
    command: async (name, request) =>
      (await page()).evaluate(([command, asked]) => Reflect.apply(window.tally[command], null, [asked]), [
        name,
        request,
      ] as const),
    page,
    window: page,
    async overhear() {
      const before = await answer(application.evaluate(() => probe.messages().length))
      return () => answer(application.evaluate((_electron, from) => probe.messages().slice(from), before))
    },
    output: () => output,
    async kill() {
      if (pid !== undefined && !hasEnded()) process.kill(pid, 'SIGKILL')
      await ended
    },
    ended,
    hasEnded,
  }
  return {
    run,
    async ready() {
      pid = await answer(application.evaluate(() => process.pid))
      await answer(
        application.evaluate(async () => {
          await probe.ready
          // As the simulator does, for tests that search the output.
          process.stdout.write('{"ready":true}\n')
        }),
      )
    },
  }
}
