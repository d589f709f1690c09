// An output whose broker is down for an hour of virtual time: one line in the log, nothing that grows, and then the newest light.
import { setTimeout as after } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { OutputStatus } from '../../../../app/model/external-outputs/output-state.ts'
import { createGuard } from '../../../../app/model/guard.ts'
import { createMqttDriver } from '../../../../app/outputs/external/mqtt/mqtt-driver.ts'
import { createExternalOutputs } from '../../../../app/outputs/external/running-outputs.ts'
import { showState } from '../../../../app/outputs/show-state.ts'
import { openOutputSecretsFile } from '../../../../app/storage/output-secrets-file.ts'
import { wordsIn } from '../../../../words/words.ts'
import { following, presence } from '../../../model/states.ts'
import { keyringIn } from '../../../storage/keyring.ts'
import { createAccountStore } from '../../../support/account-store.ts'
import { haveMosquitto, startMosquitto } from '../../../support/broker/mosquitto.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { createVirtualClock } from '../../../support/virtual-clock.ts'
import { mqttOutput } from '../messages.ts'
import { startReader, target } from './mqtt-trial.ts'

const MINUTE_MS = 60_000
/** Shorter than each of the time limits: the refusal of the real system comes between two steps. */
const STEP_MS = 2500
/** The next reconnection, the retry of the newest light, and the time limits of both. */
const MOST_TIMERS = 6
/** A leaked connection has more than this in an hour. */
const MOST_GROWTH_BYTES = 1_000_000

const sinceIn = (state: string) => Date.parse(z.object({ since: z.string() }).parse(JSON.parse(state)).since)

setFlagsFromString('--expose-gc')
const collectGarbage = z.function().parse(runInNewContext('gc'))
setFlagsFromString('--no-expose-gc')
function heapBytes() {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

async function start(port: number) {
  const clock = createVirtualClock()
  const log: string[] = []
  const line = (...words: unknown[]) => void log.push(words.join(' '))
  const output = mqttOutput({ target: target(port, { discovery: true }), secrets: [] })
  const first = following(presence('Busy'))
  const store = createAccountStore({ ...first, settings: { ...first.settings, externalOutputs: [output] } })
  const guard = createGuard({ error: line })
  const wordsNow = () => wordsIn('en')
  const logs = { info: line, warn: line }
  const { output: external } = createExternalOutputs({
    store,
    clock,
    guard,
    wordsNow,
    log: logs,
    random: () => 0.5,
    secretsFile: openOutputSecretsFile(await temporaryFolder(), {
      platform: 'linux',
      clock,
      log: logs,
      keyring: keyringIn({ now: 'unlocked' }),
    }),
    drivers: {
      mqtt: createMqttDriver({
        computer: 'desk',
        wordsNow,
        ownStatus: () => false,
        subscribe: () => () => {},
        setStatus() {},
      }),
    },
  })
  const stop = showState(store, { external }, guard)
  return {
    log,
    stop,
    topic: `tally-light/${output.id}/state`,
    /** Waits for the status of the output, which the real broker causes. `stepMs`: of virtual time between two looks. */
    async becomes(kind: OutputStatus['kind'], stepMs = 0) {
      const status = async () => {
        await clock.pass(stepMs)
        return store.getState().externalOutputs[0]?.status.kind
      }
      await expect.poll(status).toBe(kind)
    },
    setPresence: (since: number) =>
      store.setState({ following: following(presence(since % 2 ? 'Away' : 'Busy'), since).following }),
    /** Lets virtual time pass, in which real connections are refused. Resolves to the most timers that waited at once. */
    async pass(ms: number) {
      let timers = 0
      for (let passedMs = 0; passedMs < ms; passedMs += STEP_MS) {
        await clock.pass(STEP_MS)
        await after(1)
        timers = Math.max(timers, clock.waiting())
      }
      return timers
    },
  }
}

test('an hour without a broker has one line in the log, does not grow, and ends with the newest light', async ({
  skip,
}) => {
  skip(!(await haveMosquitto()), 'Mosquitto cannot be had here')
  const broker = await startMosquitto()
  const { log, topic, setPresence, pass, becomes, stop } = await start(broker.port)
  await becomes('working')
  await broker.kill()
  await becomes('failing')
  let bytesBefore = 0
  for (let minute = 1; minute <= 60; minute += 1) {
    setPresence(minute)
    expect(await pass(MINUTE_MS)).toBeLessThanOrEqual(MOST_TIMERS)
    if (minute === 5) bytesBefore = heapBytes()
  }
  expect(heapBytes() - bytesBefore).toBeLessThan(MOST_GROWTH_BYTES)
  expect(log).toEqual(['Output mqtt fails: output-unreachable (127.0.0.1)'])

  await broker.start()
  const reader = await startReader(broker.port)
  // Slowly: the broker answers in real time.
  await becomes('working', STEP_MS / 10)
  await expect.poll(() => [...new Set(reader.all(topic).map(sinceIn))]).toEqual([60])
  expect(log.slice(1)).toEqual(['Output mqtt works again'])
  await stop()
})
