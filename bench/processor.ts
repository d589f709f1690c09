// npm run bench:processor -- [--minutes N]: the processor time of the app at the desk, its child processes included, on
// Linux in real time. The built app runs in the simulator with the fake Microsoft; its own pactl watches a real PulseAudio,
// from which a program records for a minute of every five. The window is closed. An empty app runs beside it: what that
// takes is the simulator's, and is printed, but not subtracted.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ensureBuilt } from '../scripts/built.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../simulator/microsoft/fake-microsoft.ts'
import { askSimulator, type SimulatorProcess, spawnSimulator } from '../test/simulator/simulator-process.ts'
import { havePulseAudio, type PulseAudio, startPulseAudio } from '../test/support/pulse-audio.ts'
import { exitWithUsage, orUsage } from './bench-options.ts'
import { processTimes } from './process-times.ts'

const USAGE = 'npm run bench:processor -- [--minutes N]'
/** Percent of one core. */
const BOUND = 0.3
/** After the sign-in, so that the start does not count. */
const SETTLED_MS = 20_000
const RECORDING_EVERY_MS = 5 * 60_000
const RECORDING_MS = 60_000
/** Microsoft knows a call so long after the microphone is opened or closed. */
const GRAPH_DELAY_MS = 1500

const { values } = orUsage(USAGE, () =>
  parseArgs({ options: { minutes: { type: 'string', default: '60' } } }),
)
const minutes = Number(values.minutes)
if (!(minutes >= 1)) exitWithUsage(USAGE, `--minutes ${values.minutes}: a number from 1`)

const say = (line: string) => process.stderr.write(`${line}\n`)
const round = (value: number) => Math.round(value * 1000) / 1000

const traySchema = z.object({ tray: z.object({ icon: z.string(), tooltip: z.string() }).nullable() })
const trayOf = async (url: string) => traySchema.parse(await askSimulator(url, 'desktop')).tray

/** Signs in from the menu, and resolves when the light shows. */
async function signIn(url: string) {
  await askSimulator(url, 'menu', { path: ['Sign in'] })
  while (!/ · since /.test((await trayOf(url))?.tooltip ?? '')) await delay(200)
}

/** Calls until `untilMs` on the monotonic clock. Resolves to their number, and to that of those that the light showed. */
async function playCalls(url: string, fake: FakeMicrosoft, audio: PulseAudio, untilMs: number) {
  let calls = 0
  let shown = 0
  while (performance.now() + RECORDING_MS < untilMs) {
    const beganMs = performance.now()
    const recorder = audio.record('mic', 'Microsoft Teams')
    await delay(GRAPH_DELAY_MS)
    fake.presence = { availability: 'Busy', activity: 'InACall' }
    await delay(RECORDING_MS - GRAPH_DELAY_MS)
    calls += 1
    if ((await trayOf(url))?.icon === 'in-a-call') shown += 1
    recorder.kill()
    await delay(GRAPH_DELAY_MS)
    fake.presence = { availability: 'Available', activity: 'Available' }
    await delay(Math.max(0, Math.min(untilMs, beganMs + RECORDING_EVERY_MS) - performance.now()))
  }
  await delay(Math.max(0, untilMs - performance.now()))
  return { calls, shown }
}

/** An app with nothing but a tray icon. Returns its folder. */
async function emptyApp(folder: string): Promise<string> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ main: 'main.cjs' }))
  const create = 'globalThis.tray = new Tray(nativeImage.createEmpty())'
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, nativeImage, Tray } = require('electron')\napp.whenReady().then(() => { ${create} })\n`,
  )
  return folder
}

/** Reads the times now, and returns a function that resolves to the percent of one core since then. */
function measure({ pid = 0 }: SimulatorProcess) {
  const before = processTimes(pid)
  const beforeMs = performance.now()
  return () => {
    const after = processTimes(pid)
    const seconds = (performance.now() - beforeMs) / 1000
    const percent = (name: keyof typeof after) => (100 * (after[name] - before[name])) / seconds
    return { process: percent('process'), children: percent('children') }
  }
}

if (!(await havePulseAudio())) {
  say('bench:processor needs Linux with pulseaudio, pactl and parec.')
  process.exit(1)
}
await ensureBuilt()
const folder = await mkdtemp(join(tmpdir(), 'tally-light-processor-'))
const fake = await startFakeMicrosoft()
const audio = await startPulseAudio(folder)
// Under npm the simulator would check several times a second whether npm still runs.
const environment = { ...audio.env, npm_lifecycle_event: undefined }
const app = spawnSimulator({
  profile: join(folder, 'profile'),
  microsoft: fake.url,
  settings: { clientId: fake.clientId },
  args: '--hidden',
  microphone: 'real',
  environment,
})
const empty = spawnSimulator({
  profile: join(folder, 'empty-profile'),
  microsoft: fake.url,
  app: await emptyApp(join(folder, 'empty')),
  environment,
})
try {
  const [url] = await Promise.all([app.ready, empty.ready])
  await signIn(url)
  await delay(SETTLED_MS)
  const requestsBefore = fake.presenceRequests()
  const [ofApp, ofEmpty] = [measure(app), measure(empty)]
  const { calls, shown } = await playCalls(url, fake, audio, performance.now() + minutes * 60_000)
  const [figures, simulator] = [ofApp(), ofEmpty()]
  const percent = figures.process + figures.children
  console.log(
    JSON.stringify({
      minutes,
      percentOfOneCore: round(percent),
      ofItsChildren: round(figures.children),
      emptyAppInTheSimulator: round(simulator.process + simulator.children),
      presenceRequests: fake.presenceRequests() - requestsBefore,
      calls,
      callsShown: shown,
    }),
  )
  if (percent > BOUND || shown < calls) process.exitCode = 1
} finally {
  await app.kill()
  await empty.kill()
  await audio.close()
  await fake.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}
