// The external outputs as one output: which messages reach which driver, and what the state says of each.
import { expect, test } from 'vitest'
import type { ExternalOutput } from '../../../app/model/external-outputs/external-output.ts'
import type { TableLight } from '../../../app/model/external-outputs/shown-light.ts'
import { createGuard } from '../../../app/model/guard.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { AccountView } from '../../../app/model/state.ts'
import {
  type DriverParts,
  OutputError,
  type OutputMessage,
} from '../../../app/outputs/external/output-driver.ts'
import { createExternalOutputs } from '../../../app/outputs/external/running-outputs.ts'
import { showState } from '../../../app/outputs/show-state.ts'
import { openOutputSecretsFile } from '../../../app/storage/output-secrets-file.ts'
import { wordsIn } from '../../../words/words.ts'
import { colleague, following, presence } from '../../model/states.ts'
import { type KeyringMoment, keyringIn } from '../../storage/keyring.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { mqttOutput, wledOutput } from './messages.ts'

const busy = following(presence('Busy'))
const away = following(presence('Away'))
const id = wledOutput().id
const unreachable: Problem = {
  kind: 'output-unreachable',
  next: 'retries',
  host: 'wled.local',
  detail: 'EHOSTDOWN',
}

interface Given {
  outputs?: ExternalOutput[]
  secrets?: Record<string, Record<string, string>>
  keyring?: KeyringMoment
}

async function start({ outputs = [wledOutput()], secrets, keyring = { now: 'unlocked' } }: Given = {}) {
  const clock = createVirtualClock()
  const folder = await temporaryFolder()
  const log: string[] = []
  const line = (...words: unknown[]) => void log.push(words.join(' '))
  const file = () =>
    openOutputSecretsFile(folder, {
      platform: 'linux',
      clock,
      keyring: keyringIn(keyring),
      log: { warn: line },
    })
  const before = keyring.now
  keyring.now = 'unlocked'
  if (secrets) await file().write(secrets)
  keyring.now = before
  const store = createAccountStore(withOutputs(busy, outputs))
  const sent: { id: string; name: string; message: OutputMessage; secrets: unknown }[] = []
  const stage = {
    problem: null as Problem | null,
    created: 0,
    stopped: 0,
    cleaned: 0,
    parts: [] as DriverParts<'wled'>[],
  }
  const create = (parts: Omit<DriverParts<'wled'>, 'target'>) => {
    stage.created += 1
    return {
      async send(message: OutputMessage) {
        if (stage.problem) throw new OutputError(stage.problem)
        sent.push({ id: parts.id, name: parts.name, message, secrets: parts.secrets })
      },
      stop: () => void stage.stopped++,
      async remove() {
        stage.stopped += 1
        stage.cleaned += 1
      },
    }
  }
  const guard = createGuard({ error: line })
  const external = createExternalOutputs({
    store,
    clock,
    guard,
    secretsFile: file(),
    random: () => 0.5,
    wordsNow: () => wordsIn(store.getState().language),
    log: { info: line, warn: line },
    drivers: { wled: create, mqtt: create },
  })
  let shows = 0
  const stop = showState(
    store,
    { external: external.output, counted: { show: () => void shows++, stop() {} } },
    guard,
  )
  await clock.pass(0)
  return {
    clock,
    store,
    sent,
    stage,
    external,
    stop,
    log,
    keyring,
    lights: () => sent.map(({ message }) => message.light),
    state: () => store.getState().externalOutputs,
    shows: () => shows,
    setOutputs: (next: ExternalOutput[]) => store.setState(withOutputs(store.getState(), next)),
    setPresence: ({ following: next }: AccountView) => store.setState({ following: next }),
  }
}

const withOutputs = (view: AccountView, externalOutputs: ExternalOutput[]): AccountView => ({
  ...view,
  settings: { ...view.settings, externalOutputs },
})

test('a light is sent with its words, and the state says that the output works, without a loop', async () => {
  const { clock, sent, state, setPresence, shows } = await start()
  expect(sent[0]?.message).toEqual({
    light: 'busy',
    lamp: { kind: 'on', colour: '#ff0000', brightness: 100, blink: false },
    activity: 'Busy',
    name: 'Anna Ivanova',
    since: busy.following.last?.since,
    outOfOffice: false,
  })
  await clock.pass(10_000)
  expect(state()).toMatchObject([{ id, status: { kind: 'working' } }])
  const before = shows()
  setPresence(away)
  await clock.pass(3_600_000)
  expect(sent.map(({ message }) => message.light)).toEqual(['busy', 'away'])
  // The change itself, and the new moment of the last message.
  expect(shows() - before).toBe(2)
})

test("a colleague's light is sent with the colleague's name in its words", async () => {
  const { clock, sent, setPresence } = await start()
  const { id, name, address } = colleague(1, { name: 'Grace Hopper' })
  setPresence({ ...away, following: { ...away.following, person: { id, name, address } } })
  await clock.pass(1000)
  expect(sent.at(-1)?.message).toMatchObject({ activity: 'Grace Hopper: Away', name: 'Grace Hopper' })
})

test('the table and the palette decide; an unchanged entry sends nothing', async () => {
  const lamp = { kind: 'on', colour: '#123456', brightness: 5, blink: true } as const
  const lights = { busy: lamp, away: { kind: 'unchanged' } } as const
  const {
    clock,
    sent,
    lights: shown,
    setPresence,
    store,
  } = await start({ outputs: [wledOutput({ lights })] })
  expect(sent[0]?.message.lamp).toEqual(lamp)
  setPresence(away)
  await clock.pass(1000)
  store.setState({ settings: { ...store.getState().settings, palette: 'colour-blind' } })
  setPresence(following(presence('Available')))
  await clock.pass(1000)
  expect(shown()).toEqual(['busy', 'available'])
  expect(sent[1]?.message.lamp).toMatchObject({ colour: '#0072b2' })
})

test('stale, paused and signed out have a light of their own, off by default', async () => {
  const { clock, sent, store } = await start()
  const { following: now } = busy
  store.setState({ following: { ...now, stale: true } })
  await clock.pass(1000)
  store.setState({ pausedUntil: clock.nowMs() + 1e6 })
  await clock.pass(1000)
  store.setState({ pausedUntil: null, session: { kind: 'signed-out', problem: null } })
  await clock.pass(1000)
  expect(sent.slice(1).map(({ message: { light, lamp, name } }) => [light, lamp.kind, name])).toEqual([
    ['stale', 'off', 'Anna Ivanova'],
    ['paused', 'off', 'Anna Ivanova'],
    ['signed-out', 'off', ''],
  ])
})

test.each(['', 'c0ffee00-0000-4000-8000-000000000000'])(
  'the made-up light of the demo is never sent, only a light that the user tries; client ID "%s"',
  async (clientId) => {
    const { clock, store, lights, sent, external } = await start()
    store.setState({
      settings: { ...store.getState().settings, clientId },
      session: clientId === '' ? { kind: 'not-set-up' } : { kind: 'signed-out', problem: null },
    })
    await clock.pass(1000)
    expect(lights()).toEqual(['busy', 'signed-out'])
    for (const pretending of [null, 'signed-out', 'paused'] as const)
      for (const { following: now } of [busy, away, following(presence('Available'))]) {
        store.setState({ session: { kind: 'demo', pretending }, following: now })
        await clock.pass(1000)
        store.setState({ pausedUntil: clock.nowMs() + 1e6 })
        await clock.pass(1000)
        store.setState({ pausedUntil: null })
      }
    expect(lights()).toEqual(['busy', 'signed-out'])
    const tried = external.tryLight(id, 'away')
    await clock.pass(6000)
    expect(await tried).toEqual({ ok: true, value: { sent: true } })
    expect(lights().slice(2)).toEqual(['away', 'signed-out'])
    expect(sent.at(-1)?.message).toMatchObject({ lamp: { kind: 'off' }, name: '', since: null })
  },
)

test('a demo that follows a real light at once switches it off', async () => {
  const { clock, store, sent } = await start()
  store.setState({ session: { kind: 'demo', pretending: null }, following: away.following })
  await clock.pass(1000)
  expect(sent.map(({ message }) => [message.light, message.lamp.kind])).toEqual([
    ['busy', 'on'],
    ['signed-out', 'off'],
  ])
})

test('outside its hours an output is off and says nothing about the presence', async () => {
  // Monday, 09:00 UTC; the tests' zone is set.
  const all = (from: number, until: number) =>
    ({ kind: 'hours', days: Array.from({ length: 7 }, () => ({ from, until })) }) as const
  const { clock, sent, store, setPresence } = await start({
    outputs: [wledOutput({ schedule: all(600, 610) })],
  })
  store.setState({ timeZone: 'UTC' })
  await clock.pass(1000)
  const hidden = {
    light: 'quitting',
    lamp: { kind: 'off' },
    activity: 'Not shown',
    since: null,
    outOfOffice: false,
  }
  expect(sent.at(-1)?.message).toMatchObject(hidden)
  const before = sent.length
  setPresence(away)
  await clock.pass(59 * 60_000)
  expect(sent).toHaveLength(before)
  await clock.pass(60_000)
  expect(sent.at(-1)?.message.light).toBe('away')
  await clock.pass(600_000)
  expect(sent.at(-1)?.message).toMatchObject(hidden)
})

test('it is off while the computer sleeps, and shows the newest light afterwards', async () => {
  const { clock, lights, external, setPresence } = await start()
  external.signal('suspend')
  await clock.pass(400)
  external.signal('offline')
  setPresence(away)
  await clock.pass(400)
  expect(lights()).toEqual(['busy', 'quitting'])
  external.signal('resume')
  await clock.pass(400)
  expect(lights()).toEqual(['busy', 'quitting', 'away'])
  external.signal('suspend')
  // The system does not report the resume.
  await clock.pass(61_000)
  expect(lights().slice(3)).toEqual(['quitting', 'away'])
})

test('quitting shows the light of the end, and stops each driver once', async () => {
  const { lights, stop, stage } = await start({
    outputs: [wledOutput(), wledOutput({ id: mqttOutput().id })],
  })
  await stop()
  expect(lights()).toEqual(['busy', 'busy', 'quitting', 'quitting'])
  expect(stage.stopped).toBe(2)
})

test('an output that is switched off, removed, or forbidden is sent the light of the end and stops', async () => {
  const off = (view: AccountView) => withOutputs(view, [wledOutput({ on: false })])
  const removed = (view: AccountView) => withOutputs(view, [])
  const forbidden = (view: AccountView) => ({ ...view, settings: { ...view.settings, showElsewhere: false } })
  for (const change of [off, removed, forbidden]) {
    const { clock, store, lights, stage, state, setPresence } = await start()
    store.setState(change(store.getState()))
    await clock.pass(1000)
    setPresence(away)
    await clock.pass(60_000)
    expect([lights(), stage.stopped]).toEqual([['busy', 'quitting'], 1])
    expect(stage.cleaned).toBe(change === removed ? 1 : 0)
    expect(state()).toEqual(change === removed ? [] : [{ id, status: { kind: 'off' } }])
    expect(clock.waiting()).toBe(0)
  }
})

test('a new target starts anew after the old one was switched off; a new table does not', async () => {
  const { clock, setOutputs, lights, stage } = await start()
  setOutputs([wledOutput({ lights: { busy: { kind: 'off' } } })])
  await clock.pass(1000)
  expect([lights(), stage.created]).toEqual([['busy', 'busy'], 1])
  setOutputs([wledOutput({ target: { kind: 'wled', host: 'other.local', port: 80 } })])
  await clock.pass(1000)
  expect([lights(), stage.created, stage.stopped]).toEqual([['busy', 'busy', 'quitting', 'busy'], 2, 1])
  // What was left at the old place is removed.
  expect(stage.cleaned).toBe(1)
})

test.each([
  { output: wledOutput, startsAnew: false },
  { output: mqttOutput, startsAnew: true },
])(
  'a new name is sent to a broker; elsewhere the driver and what it remembers stay: $startsAnew',
  async (given) => {
    const { output, startsAnew } = given
    const { clock, setOutputs, sent, stage } = await start({ outputs: [output({ secrets: [] })] })
    setOutputs([output({ secrets: [], name: 'Door' })])
    await clock.pass(1000)
    const names = startsAnew ? ['Desk', 'Door'] : ['Desk']
    expect([sent.map(({ name }) => name), stage.created, stage.cleaned]).toEqual([names, names.length, 0])
  },
)

test('Try it sends any light, and the newest one five seconds later', async () => {
  const { clock, external, lights, setOutputs } = await start()
  const tryLight = async (light: TableLight) => {
    const answer = external.tryLight(id, light)
    await clock.pass(1000)
    return await answer
  }
  for (const light of ['stale', 'quitting', 'out-of-office', 'busy', 'paused'] as const)
    expect(await tryLight(light)).toEqual({ ok: true, value: { sent: true } })
  await clock.pass(5000)
  expect(lights()).toEqual(['busy', 'stale', 'quitting', 'out-of-office', 'busy', 'paused', 'busy'])
  setOutputs([wledOutput({ lights: { stale: { kind: 'unchanged' } } })])
  expect(await tryLight('stale')).toEqual({ ok: true, value: { sent: false } })
  setOutputs([wledOutput({ on: false })])
  expect(external.tryLight(id, 'stale')).toBeNull()
})

test('Try it ends also where the row of the light is unchanged: off, or what was shown before', async () => {
  const unchanged = { kind: 'unchanged' } as const
  const { clock, external, sent, setPresence } = await start({
    outputs: [wledOutput({ lights: { busy: unchanged, away: unchanged } })],
  })
  const tryACall = async () => {
    void external.tryLight(id, 'in-a-call')
    await clock.pass(6000)
    return sent.splice(0).map(({ message: { light, lamp } }) => [light, lamp.kind])
  }
  expect(await tryACall()).toEqual([
    ['in-a-call', 'on'],
    ['quitting', 'off'],
  ])
  setPresence(following(presence('Available')))
  await clock.pass(1000)
  setPresence(away)
  expect((await tryACall()).slice(1)).toEqual([
    ['in-a-call', 'on'],
    ['available', 'on'],
  ])
})

test('a failure has one line in the log, without the detail, and so has the recovery', async () => {
  const { clock, stage, log, state, setPresence } = await start()
  stage.problem = unreachable
  for (let hour = 0; hour < 24; hour++) {
    setPresence(hour % 2 ? busy : away)
    await clock.pass(3_600_000)
  }
  expect(state()).toMatchObject([{ status: { kind: 'failing', problem: unreachable } }])
  expect(log).toEqual(['Output wled fails: output-unreachable (wled.local)'])
  stage.problem = null
  await clock.pass(600_000)
  expect(log.slice(1)).toEqual(['Output wled works again'])
})

test('an output gets its secrets, and starts anew when they change', async () => {
  const { clock, sent, external } = await start({
    outputs: [mqttOutput()],
    secrets: { [mqttOutput().id]: { password: 'opensesame' } },
  })
  await clock.pass(0)
  expect(sent.map(({ secrets }) => secrets)).toEqual([{ password: 'opensesame' }])
  const written = external.secrets.change(mqttOutput().id, { password: 'new' }).write()
  await clock.pass(1000)
  await written
  expect(sent.at(-1)?.secrets).toEqual({ password: 'new' })
})

test.each(['locked', 'compiled-key'] as const)(
  'with a keyring that is %s the affected output says so, and the others work',
  async (now) => {
    const keyring: KeyringMoment = { now }
    const { clock, state, sent, log } = await start({
      outputs: [wledOutput(), mqttOutput()],
      secrets: { [mqttOutput().id]: { password: 'opensesame' } },
      keyring,
    })
    await clock.pass(1000)
    expect(state()).toMatchObject([
      { status: { kind: 'working' } },
      { status: { kind: 'failing', problem: { kind: 'output-keyring-locked' } } },
    ])
    keyring.now = 'unlocked'
    await clock.pass(61_000)
    expect(sent.at(-1)).toMatchObject({ id: mqttOutput().id, secrets: { password: 'opensesame' } })
    expect(log.join()).not.toContain('opensesame')
  },
)

test('an output whose secret is lost says so', async () => {
  const { clock, state } = await start({ outputs: [mqttOutput()] })
  await clock.pass(1000)
  expect(state()).toMatchObject([{ status: { kind: 'failing', problem: { kind: 'output-secret-missing' } } }])
})

test('a program has the time that the user gave it', async () => {
  const clock = createVirtualClock()
  const target = { kind: 'program', file: '/x', arguments: [], longestSeconds: 60 } as const
  const output: ExternalOutput = { ...wledOutput(), target: { ...target, arguments: [] } }
  const store = createAccountStore(withOutputs(busy, [output]))
  const guard = createGuard({ error: () => {} })
  let abortedAtMs: number | null = null
  const external = createExternalOutputs({
    store,
    clock,
    guard,
    random: () => 0.5,
    wordsNow: () => wordsIn('en'),
    secretsFile: openOutputSecretsFile(await temporaryFolder(), {
      platform: 'linux',
      clock,
      keyring: keyringIn({ now: 'unlocked' }),
      log: { warn() {} },
    }),
    log: { info() {}, warn() {} },
    drivers: {
      program: () => ({
        send: (_message, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              abortedAtMs = clock.monotonicMs() - startedMs
              reject(signal.reason)
            })
          }),
        stop() {},
      }),
    },
  })
  const stop = showState(store, { external: external.output }, guard)
  const startedMs = clock.monotonicMs()
  await clock.pass(60_000)
  expect(abortedAtMs).toBeNull()
  await clock.pass(10_000)
  expect(abortedAtMs).toBeGreaterThan(60_000)
  stop()
})
