// npm run bench:outputs -- [--changes N]: the time from a change of the state to the tray and to ten external outputs, of which
// three hang, over real HTTP; and to the tray without outputs, in the same run.
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { systemClock } from '../app/desktop/system-clock.ts'
import { createGuard, guardedClock } from '../app/model/guard.ts'
import type { CreateDriver } from '../app/outputs/external/output-driver.ts'
import { createExternalOutputs } from '../app/outputs/external/running-outputs.ts'
import type { Output } from '../app/outputs/output.ts'
import { showState } from '../app/outputs/show-state.ts'
import { trayView } from '../app/outputs/tray/tray-view.ts'
import { openOutputSecretsFile } from '../app/storage/output-secrets-file.ts'
import { following, presence } from '../test/model/states.ts'
import { wledOutput } from '../test/outputs/external/messages.ts'
import { createAccountStore } from '../test/support/account-store.ts'
import english from '../words/english.ts'
import { createWords } from '../words/translator.ts'
import { exitWithUsage, orUsage } from './bench-options.ts'

const USAGE = 'npm run bench:outputs -- [--changes N]'
const OUTPUTS = 10
const HANGING = 3
/** Longer than the time in which changes are coalesced. */
const CHANGE_INTERVAL_MS = 320
const TRAY_LIMIT_MS = 50

const { values } = orUsage(USAGE, () =>
  parseArgs({ options: { changes: { type: 'string', default: '60' } } }),
)
const changes = Number(values.changes)
if (!(changes >= 1)) exitWithUsage(USAGE, `--changes ${values.changes}: a number from 1`)

/** The last message has no moment. */
const bodySchema = z.object({ since: z.number().nullable() })
const words = createWords('en', english)

/** Calls `onArrival` with the number of the change in each request. A server that hangs never answers. */
async function listen(hangs: boolean, onArrival: (change: number) => void): Promise<Server> {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { since } = bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString()))
    if (since !== null) onArrival(since)
    if (!hangs) response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** Posts the message, as the drivers of lamps do. */
const createHttpDriver: CreateDriver<'wled'> = ({ target: { host, port } }) => ({
  send: (message, signal) =>
    new Promise((resolve, reject) => {
      const sent = request({ host, port, method: 'POST', signal }, (response) => {
        response.resume().on('end', resolve)
      })
      sent.on('error', reject)
      sent.end(JSON.stringify(message))
    }),
  stop() {},
})

/** The ms from each change to the tray, and to each output that works. */
async function measure(count: number) {
  const folder = await mkdtemp(join(tmpdir(), 'tally-light-outputs-'))
  const guard = createGuard({ error: console.error })
  const clock = guardedClock(systemClock, guard)
  const log = { info() {}, warn() {} }
  const changedAt = new Map<number, number>()
  const toTray: number[] = []
  const toOutputs: number[] = []
  const passed = (change: number) => performance.now() - (changedAt.get(change) ?? Number.NaN)
  const servers = await Promise.all(
    Array.from({ length: count }, (_, place) =>
      listen(place < HANGING, (change) => {
        if (place >= HANGING && changedAt.has(change)) toOutputs.push(passed(change))
      }),
    ),
  )
  const externalOutputs = servers.map((server, place) => {
    const { port } = server.address() as AddressInfo
    const id = `11111111-2222-4333-8444-${String(place).padStart(12, '0')}`
    return wledOutput({ id, target: { kind: 'wled', host: '127.0.0.1', port } })
  })
  const first = following(presence('Busy'), 0)
  const store = createAccountStore({ ...first, settings: { ...first.settings, externalOutputs } })
  const external = createExternalOutputs({
    store,
    clock,
    guard,
    log,
    random: Math.random,
    wordsNow: () => words,
    secretsFile: openOutputSecretsFile(folder, {
      clock,
      log,
      platform: 'linux',
      keyring: {
        isAsyncEncryptionAvailable: async () => false,
        encryptStringAsync: () => Promise.reject(new Error('no keyring')),
        decryptStringAsync: () => Promise.reject(new Error('no keyring')),
      },
    }),
    drivers: { wled: createHttpDriver },
  })
  const tray: Output = {
    show(state, light) {
      trayView(state, light, words, clock.nowMs(), 'linux')
      const change = state.following.last?.since ?? 0
      // Each change once: the states of the outputs are changes too.
      if (changedAt.has(change) && toTray.length < changedAt.size) toTray.push(passed(change))
    },
    stop() {},
  }
  const stop = showState(store, { tray, external: external.output }, guard)
  await after(CHANGE_INTERVAL_MS)
  for (let change = 1; change <= changes; change++) {
    const next = following(presence(change % 2 ? 'Away' : 'Busy'), change)
    changedAt.set(change, performance.now())
    store.setState({ following: next.following })
    await after(CHANGE_INTERVAL_MS)
    // On a busy machine it can still be on its way, and be replaced by the next one.
    const expected = change * Math.max(0, count - HANGING)
    for (let waits = 0; toOutputs.length < expected && waits < 100; waits += 1) await after(50)
  }
  await stop()
  for (const server of servers) server.close().closeAllConnections()
  await rm(folder, { recursive: true, force: true })
  return { toTray, toOutputs }
}

function percentile(figures: readonly number[], part: number): number {
  const sorted = figures.toSorted((one, other) => one - other)
  return Math.round((sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN) * 100) / 100
}
const inShort = (name: string, figures: readonly number[]) =>
  `${name}: p50 ${percentile(figures, 0.5)} ms, p95 ${percentile(figures, 0.95)} ms (n = ${figures.length})`

const alone = await measure(0)
const together = await measure(OUTPUTS)
process.stderr.write(
  [
    `${changes} changes; ${OUTPUTS} outputs over HTTP, of which ${HANGING} hang`,
    inShort('tray without outputs', alone.toTray),
    inShort('tray with outputs', together.toTray),
    inShort('outputs that work', together.toOutputs),
    '',
  ].join('\n'),
)
const trayP95Ms = percentile(together.toTray, 0.95)
console.log(
  JSON.stringify({
    changes,
    arrived: together.toOutputs.length,
    trayAloneP95Ms: percentile(alone.toTray, 0.95),
    trayP95Ms,
    outputP50Ms: percentile(together.toOutputs, 0.5),
    outputP95Ms: percentile(together.toOutputs, 0.95),
  }),
)
if (!(trayP95Ms <= TRAY_LIMIT_MS)) process.exitCode = 1
