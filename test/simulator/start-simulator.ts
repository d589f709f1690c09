// Starts a simulator for one test and stops it after the test.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { snapshot } from '../../simulator/desktop/snapshot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { simulatorProgram } from './simulator-process.ts'

type DesktopAnswer = ReturnType<typeof snapshot>
type Child = ChildProcessByStdio<null, Readable, Readable>

export interface Simulated {
  url: string
  child: Child
  /** GET /api/desktop. */
  desktop(): Promise<DesktopAnswer>
  /** POST /api/`name`. Rejects with the answer's error unless the status is 200. */
  post(name: string, body?: object): Promise<DesktopAnswer>
  /** Polls the desktop until `holds` returns true. Rejects after 30 s. */
  until(holds: (desktop: DesktopAnswer) => boolean): Promise<DesktopAnswer>
  /** The output so far. */
  stdout(): string
  stderr(): string
  /** Sends `signal`, if any, and resolves to the exit code. */
  ended(signal?: NodeJS.Signals): Promise<number | null>
}

const root = join(import.meta.dirname, '..', '..')
const readySchema = z.object({ ready: z.literal(true), url: z.url() })
const PATIENCE_MS = 30_000
const ASK_AGAIN_MS = 25

/** A 16 × 16 PNG. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAFklEQVR4nGPQuRT0nxLMMGrAqAHDxQAAXmqcUAwXnwQAAAAASUVORK5CYII=',
  'base64',
)

/** Starts the simulator with these options, without waiting until it is ready. */
export function spawnSimulator(args: readonly string[]) {
  const child = spawn(process.execPath, [...simulatorProgram(), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  const ended = endingOf(child)
  // Quit, not killed, so that it removes its temporary profile.
  onTestFinished(() => ended('SIGTERM').then(() => {}))
  return { child, stdout: () => stdout, stderr: () => stderr, ended }
}

function endingOf(child: Child) {
  const closed = once(child, 'close')
  return async (signal?: NodeJS.Signals): Promise<number | null> => {
    if (signal) child.kill(signal)
    await closed
    return child.exitCode
  }
}

/** Writes a fixture app. `main`: the source of its main module, which can use `picture.png` and `preload.cjs` beside it. */
export async function fixtureApp(main: string, preload = ''): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(folder, { recursive: true })
  const manifest = { name: 'fixture', productName: 'Fixture', version: '1.2.3', main: 'main.mjs' }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'picture.png'), picture)
  await writeFile(join(folder, 'preload.cjs'), preload)
  await writeFile(join(folder, 'main.mjs'), main)
  return folder
}

/** Starts the simulator with this app and waits until it is ready. Rejects with its stderr if it ends before. */
export async function startSimulator(app: string, args: readonly string[] = []): Promise<Simulated> {
  const { child, stdout, stderr, ended } = spawnSimulator(['--app', app, ...args])
  const line = await new Promise<string>((resolve, reject) => {
    const look = () => stdout().includes('\n') && resolve(stdout())
    child.stdout.on('data', look)
    child.once('close', () => reject(new Error(`The simulator ended: ${stderr()}`)))
  })
  const { url } = readySchema.parse(JSON.parse(line))

  async function ask(path: string, init: RequestInit): Promise<DesktopAnswer> {
    const response = await fetch(`${url}api/${path}`, init)
    const answer = await response.json()
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const desktop = () => ask('desktop', {})
  return {
    url,
    child,
    desktop,
    post: (name, body = {}) => ask(name, { method: 'POST', body: JSON.stringify(body) }),
    async until(holds) {
      const giveUpAt = performance.now() + PATIENCE_MS
      for (;;) {
        const now = await desktop()
        if (holds(now)) return now
        if (performance.now() > giveUpAt)
          throw new Error(`It never came to that: ${JSON.stringify(now)}\n${stderr()}`)
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      }
    },
    stdout,
    stderr,
    ended,
  }
}
