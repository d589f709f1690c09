// The signals of the whole source of a system, on played programs: whether it watches at all, what it costs, and where the
// names of programs go.
import { describe, expect, test } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import type { MicrophoneSignal } from '../../../app/model/signal.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { createMicrophone, sourcesOf } from '../../../app/signals/microphone/microphone.ts'
import type { MicrophoneSource, SourceListener } from '../../../app/signals/microphone/microphone-source.ts'
import type { SystemPrograms } from '../../../app/signals/microphone/system-programs.ts'
import { signedIn, withFollowed } from '../../model/states.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { recordedOutput } from './recorded-output.ts'

const HOUR_MS = 3_600_000
const settings = (change: Partial<AccountView['settings']>) => ({
  settings: { ...signedIn.settings, ...change },
})

function computer(platform: NodeJS.Platform, first: string, state: AccountView = signedIn, env = {}) {
  const clock = createVirtualClock()
  const store = createAccountStore(state)
  const signals: MicrophoneSignal[] = []
  const logged: unknown[] = []
  const is = { output: first as string | Error, idleMs: 0 }
  const started: string[] = []
  let event = (_line: string) => {}
  let listening = 0
  const guard = createGuard({ error: (...words) => logged.push(words) })
  const programs: SystemPrograms = {
    async run(file, args) {
      started.push([file, ...args].join(' '))
      if (is.output instanceof Error) throw is.output
      return is.output
    },
    follow(file, args, { onLine }) {
      started.push([file, ...args].join(' '))
      listening += 1
      event = onLine
      return () => {
        listening -= 1
      }
    },
  }
  const microphone = createMicrophone(
    {
      store,
      clock,
      guard,
      process: { platform, env },
      computer: { idleMs: () => is.idleMs },
      log: { info: (...words) => logged.push(words) },
      onSignal: (signal) => signals.push(signal),
    },
    sourcesOf({ platform, env }, programs, guard),
  )
  return {
    clock,
    store,
    signals,
    logged,
    started,
    microphone,
    is,
    /** The system prints something else from now on. */
    async prints(output: string, line = "Event 'new' on source-output #1") {
      is.output = recordedOutput(output)
      event(line)
      await clock.pass(6000)
    },
    async startsIn(ms: number) {
      const before = started.length
      await clock.pass(ms)
      return started.length - before
    },
    listening: () => listening,
  }
}

const on = (program: string | null): MicrophoneSignal => ({ kind: 'microphone-on', program })
const off = (program: string | null): MicrophoneSignal => ({ kind: 'microphone-off', program })

/** What each system prints while nobody records, and while Teams is in a call. */
const systems = [
  ['linux', 'pulseaudio-none', 'pulseaudio-recording'],
  ['darwin', 'pmset-quiet', 'pmset-teams-call'],
  ['win32', 'reg-quiet', 'reg-teams-open'],
] as const

describe.each(systems)('%s', (platform, quiet, call) => {
  test('a call begins and ends', async () => {
    const { clock, prints, signals } = computer(platform, recordedOutput(quiet))
    await clock.pass(6000)
    await prints(call)
    expect(signals).toEqual([on('Microsoft Teams')])
    await prints(quiet)
    await clock.pass(HOUR_MS)
    expect(signals).toEqual([on('Microsoft Teams'), off('Microsoft Teams')])
  })

  test('the state names the program while it records; nothing else in it, and not the log', async () => {
    const { clock, prints, store, logged } = computer(platform, recordedOutput(quiet))
    await clock.pass(6000)
    const before = clock.nowMs()
    await prints(call)
    const { recording, ...rest } = store.getState()
    expect(recording).toEqual([{ program: 'Microsoft Teams', since: expect.any(Number) }])
    expect(recording[0]?.since).toBeGreaterThanOrEqual(before)
    expect(JSON.stringify([rest, logged])).not.toContain('Teams')
    await clock.pass(60_000)
    expect(store.getState().recording).toEqual(recording)
    await prints(quiet)
    expect(store.getState().recording).toEqual([])
  })

  test('nothing is started while the computer is locked, asleep or idle, except in a call', async () => {
    const { clock, prints, microphone, startsIn, is } = computer(platform, recordedOutput(quiet))
    await clock.pass(6000)
    is.idleMs = 60_000
    for (const [from, to] of [
      ['lock-screen', 'unlock-screen'],
      ['suspend', 'resume'],
    ] as const) {
      microphone.signal(from)
      expect(await startsIn(8 * HOUR_MS)).toBe(0)
      microphone.signal(to)
      await clock.pass(6000)
    }
    is.idleMs = 400_000
    expect(await startsIn(8 * HOUR_MS)).toBe(0)
    is.idleMs = 0
    await clock.pass(6000)
    await prints(call)
    is.idleMs = 400_000
    expect(await startsIn(HOUR_MS)).toBe(platform === 'linux' ? 0 : 1200)
  })

  test.each<[string, Partial<AccountView>]>([
    ['switched off', settings({ microphone: false })],
    ['nobody is signed in', { session: { kind: 'not-set-up' } }],
    ['the demo', { session: { kind: 'demo', pretending: null } }],
    ['paused', { pausedUntil: Date.parse('2026-11-27T12:00:00Z') }],
  ])('%s: nothing is started, and a call that goes on is over', async (_what, change) => {
    const { clock, prints, signals, store, startsIn, listening } = computer(platform, recordedOutput(quiet))
    await clock.pass(6000)
    await prints(call)
    store.setState(change)
    expect(signals).toEqual([on('Microsoft Teams'), off('Microsoft Teams')])
    expect(store.getState().recording).toEqual([])
    expect(await startsIn(HOUR_MS)).toBe(0)
    expect([listening(), clock.waiting()]).toEqual([0, 0])
    store.setState(signedIn)
    expect(await startsIn(6000)).toBeGreaterThan(0)
  })

  test('what begins while the screen is locked waits for the unlock', async () => {
    const { microphone, store, startsIn } = computer(platform, recordedOutput(quiet), {
      ...signedIn,
      session: { kind: 'starting' },
    })
    microphone.signal('lock-screen')
    store.setState({ session: signedIn.session })
    expect(await startsIn(HOUR_MS)).toBe(0)
    microphone.signal('unlock-screen')
    expect(await startsIn(6000)).toBeGreaterThan(0)
  })

  test('a program that is missing is left alone after three starts, which is said once', async () => {
    const { clock, is, store, startsIn, logged } = computer(platform, recordedOutput(quiet))
    is.output = new Error('ENOENT')
    await clock.pass(HOUR_MS)
    expect(store.getState().microphone[0]?.failure).toBe('ENOENT')
    expect(logged).toHaveLength(1)
    expect(await startsIn(24 * HOUR_MS)).toBe(0)
    store.setState(settings({ microphone: false }))
    expect(store.getState().microphone[0]?.failure).toBeNull()
    is.output = recordedOutput(quiet)
    store.setState(signedIn)
    expect(await startsIn(6000)).toBeGreaterThan(0)
  })

  test('a stop leaves no process and no timer', async () => {
    const { clock, microphone, listening, store, startsIn } = computer(platform, recordedOutput(quiet))
    await clock.pass(6000)
    microphone.stop()
    expect([listening(), clock.waiting()]).toEqual([0, 0])
    store.setState(settings({ theme: 'dark' }))
    expect(await startsIn(HOUR_MS)).toBe(0)
  })
})

test('it is watched while another account than the followed one is shown', async () => {
  const shown: AccountView = { ...signedIn, session: { kind: 'signed-out', problem: null } }
  const one = computer('win32', recordedOutput('reg-quiet'), withFollowed(shown))
  expect(await one.startsIn(6000)).toBeGreaterThan(0)
  one.microphone.stop()
})

test('this computer without an account is watched like an account', async () => {
  const here: AccountView = { ...signedIn, session: { kind: 'this-computer' } }
  const { clock, prints, store } = computer('win32', recordedOutput('reg-quiet'), here)
  await clock.pass(6000)
  await prints('reg-teams-open')
  expect(store.getState().recording).toEqual([{ program: 'Microsoft Teams', since: expect.any(Number) }])
  store.setState({ pausedUntil: Date.parse('2026-11-27T12:00:00Z') })
  expect(store.getState().recording).toEqual([])
})

test.each(['darwin', 'win32'] as const)(
  '%s: 1,200 starts an hour at the desk, and no more',
  async (platform) => {
    const { clock, startsIn } = computer(
      platform,
      recordedOutput(platform === 'darwin' ? 'pmset-quiet' : 'reg-quiet'),
    )
    await clock.pass(0)
    expect(await startsIn(HOUR_MS)).toBe(1200)
  },
)

test('Windows: after a sleep in a call the call is over, though the registry says 0', async () => {
  const { clock, prints, microphone, signals } = computer('win32', recordedOutput('reg-quiet'))
  await clock.pass(6000)
  await prints('reg-teams-open')
  microphone.signal('suspend')
  microphone.signal('resume')
  await clock.pass(60_000)
  expect(signals).toEqual([on('Microsoft Teams'), off('Microsoft Teams')])
})

test('each program starts the program of the system that it should', async () => {
  const starts = async (platform: NodeJS.Platform, output: string) => {
    const { clock, started } = computer(platform, recordedOutput(output), signedIn, {
      SystemRoot: 'D:\\Windows',
    })
    await clock.pass(5000)
    return [...new Set(started)]
  }
  expect(await starts('linux', 'pulseaudio-none')).toEqual(['pactl subscribe', 'pactl -f json list'])
  expect(await starts('darwin', 'pmset-quiet')).toEqual(['/usr/bin/pmset -g assertions'])
  expect(await starts('win32', 'reg-quiet')).toEqual([
    'D:\\Windows\\System32\\reg.exe query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\microphone /s',
  ])
  expect(await starts('freebsd', 'reg-quiet')).toEqual([])
})

describe('the log of Teams beside the registry', () => {
  async function both(teamsLog: boolean) {
    const clock = createVirtualClock()
    const store = createAccountStore({ ...signedIn, ...settings({ teamsLog }) })
    const signals: MicrophoneSignal[] = []
    const say = { registry: [] as string[], log: [] as string[] }
    let listener: SourceListener | null = null
    const registry: MicrophoneSource = { name: 'consent-store', look: async () => say.registry }
    const log: MicrophoneSource = {
      name: 'teams-log',
      look: async () => say.log,
      listen(given) {
        listener = given
        return () => {}
      },
      forget() {
        say.log = []
      },
    }
    createMicrophone(
      {
        store,
        clock,
        process: { platform: 'win32' as const, env: {} },
        computer: { idleMs: () => 0 },
        guard: createGuard({ error() {} }),
        log: { info() {} },
        onSignal: (signal) => signals.push(signal),
      },
      new Map([
        ['consent-store', () => registry],
        ['teams-log', () => log],
      ]),
    )
    await clock.pass(6000)
    return {
      signals,
      store,
      clock,
      async says(now: Partial<typeof say>) {
        Object.assign(say, now)
        listener?.onEvent()
        await clock.pass(6000)
      },
    }
  }
  const teams = ['Microsoft Teams']

  test('is not watched until it is switched on', async () => {
    const { signals, says, store, clock } = await both(false)
    await says({ log: teams })
    expect(signals).toEqual([])
    store.setState(settings({ teamsLog: true }))
    await clock.pass(6000)
    expect(signals).toEqual([on('Microsoft Teams')])
  })

  test('a call that both show is one', async () => {
    const { signals, says } = await both(true)
    await says({ log: teams })
    await says({ registry: [...teams, 'Zoom'] })
    await says({ log: [] })
    expect(signals).toEqual([on('Microsoft Teams'), on('Zoom')])
    await says({ registry: [] })
    expect(signals).toHaveLength(4)
  })

  test('a call without an end in the log is over when Teams closes the microphone', async () => {
    const { signals, says } = await both(true)
    await says({ log: teams, registry: teams })
    await says({ registry: [] })
    expect(signals).toEqual([on('Microsoft Teams'), off('Microsoft Teams')])
  })
})
