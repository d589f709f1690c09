// A real Electron as a stage: Playwright starts it and drives its windows; the probe in front of the app tells the rest.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { _electron, type ElectronApplication } from 'playwright-core'
import type { Run, Stage } from '../e2e/stage.ts'
import { mergeSettings } from '../simulator/profile.ts'
import { shellWords } from '../simulator/shell-words.ts'
import type { StartOptions } from '../simulator/simulator-process.ts'
import { writeFrontOptions } from './front-options.ts'
import type { Probe } from './probe.ts'

const root = join(import.meta.dirname, '..', '..')
const START_MS = 40_000
const PATIENCE_MS = 10_000

declare global {
  /** In Electron's main process. */
  var probe: Probe
}

/** What Electron is started with: the unpacked app, as an installed one takes neither a debugger nor a probe. */
function argumentsOf(front: string, { microsoft, args = '', packaged, inFront }: StartOptions): string[] {
  if (packaged !== undefined || inFront) throw new Error('Only the simulator plays an installed program')
  return [
    ...['--require', front, root],
    // No question to the person's own keyring, also not for Chromium's cookies.
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
    // Nor is this computer's own policy looked at.
    TALLY_LIGHT_POLICY: policy ?? join(profile, 'no-policy.json'),
    ...writeFrontOptions({
      profile,
      microsoft,
      browserIsManual: browser === 'manual',
      keyring: keyring ?? 'unlocked',
    }),
    ...environment,
  }
}

/** `runtime` is Electron's executable, `front` the probe as one file (bundle-front.ts). */
export const electronStage = (runtime: string, front: string): Stage => ({
  spawn(options) {
    // As Playwright has it too: the sandbox needs a user who may make one.
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
      // The app's own choice of a theme, not Playwright's.
      colorScheme: null,
      timeout: START_MS,
    })
    const run = follow(application, await application.evaluate(() => process.pid))
    onStart(async () => {
      if (!run.hasEnded()) await run.kill()
    })
    const late = after(START_MS, null, { ref: false }).then(() => {
      throw new Error(`The app in Electron showed no tray icon in time:\n${run.output()}`)
    })
    const ready = application.evaluate(async () => {
      await probe.ready
      // As the simulator does: who looks through the output finds something to look through.
      process.stdout.write('{"ready":true}\n')
    })
    await Promise.race([ready, late])
    return run
  },
})

/** `pid` is the main process: on Windows Playwright's child is a shell around it. */
function follow(application: ElectronApplication, pid: number): Run {
  const child = application.process()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  const ended = new Promise<number | null>((resolve) => {
    application.once('close', () => resolve(child.exitCode))
  })

  async function page() {
    const [window = await application.firstWindow({ timeout: PATIENCE_MS })] = application.windows()
    window.setDefaultTimeout(PATIENCE_MS)
    // A window is there before its page is, and holds an empty one meanwhile.
    await window.waitForURL(({ protocol }) => protocol !== 'about:')
    return window
  }
  return {
    async ask(name, body) {
      try {
        return await (body
          ? application.evaluate((_electron, asked) => probe.act(asked.name, asked.body), { name, body })
          : application.evaluate(() => probe.desktop()))
      } catch (error) {
        // Playwright does not say why an app has gone; the app may have.
        throw new Error(`${error instanceof Error ? error.message : error}\n${output}`, { cause: error })
      }
    },
    url: null,
    page,
    window: page,
    async overhear() {
      const before = await application.evaluate(() => probe.heard().length)
      return () => application.evaluate((_electron, from) => probe.heard().slice(from), before)
    },
    output: () => output,
    async kill() {
      process.kill(pid, 'SIGKILL')
      await ended
    },
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  }
}
