// What happens on one day of a soak: the trace's own day, a person at the window, faults, and a night.
import type { Workday } from '../bench/workday.ts'
import type { Desk } from './desk.ts'
import { type Fault, type FaultyMicrosoft, faults } from './faulty-microsoft.ts'
import type { SoakedApp } from './soaked-app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Something that happens, ms after the day's start. */
interface Event {
  atMs: number
  act: () => void
}

export interface SoakedWorld {
  desk: Desk
  microsoft: FaultyMicrosoft
  app: SoakedApp
  random: () => number
}

/** The working hours of a day that begins now, up to its end. */
export async function playWorkday(world: SoakedWorld, day: Workday): Promise<void> {
  const { desk, random } = world
  const startMs = desk.trueMs()
  const lengthMs = day.length * 1000
  const chance = () => random() * lengthMs
  const events = [...fromTrace(world, day), ...faultSpans(world, chance), ...person(world, chance)].sort(
    (one, other) => one.atMs - other.atMs,
  )
  for (const { atMs, act } of events) {
    if (atMs > lengthMs) break
    await desk.runUntil(startMs + atMs)
    act()
  }
  await desk.runUntil(startMs + lengthMs)
}

function fromTrace({ desk, microsoft }: SoakedWorld, day: Workday): Event[] {
  const at = (seconds: number, act: () => void): Event => ({ atMs: seconds * 1000, act })
  return [
    ...day.changes.map((change) => at(change.t, () => microsoft.setPresence(change))),
    ...day.signals.map(({ t, kind }) =>
      at(t, () => {
        if (kind === 'online' || kind === 'offline') desk.setOnline(kind === 'online')
        else desk.emit(kind)
      }),
    ),
    ...day.idle.flatMap(([from, to]) => [
      at(from, () => desk.setTouched(false)),
      at(to, () => desk.setTouched(true)),
    ]),
  ]
}

/** Five short faults, and on every other day one of an hour. */
function faultSpans({ microsoft, random }: SoakedWorld, chance: () => number): Event[] {
  const span = (lengthMs: number): Event[] => {
    const atMs = chance()
    const fault: Fault = faults[Math.floor(random() * faults.length)] ?? 'server-error'
    return [
      { atMs, act: () => microsoft.setFault(fault) },
      { atMs: atMs + lengthMs, act: () => microsoft.setFault('strays') },
    ]
  }
  const short = Array.from({ length: 5 }, () => span(random() * 10 * MINUTE_MS))
  return [...short, random() < 0.5 ? span(HOUR_MS) : []].flat()
}

const intervals = [5, 15, 30, 30, 30, 60, 600]
const pauses = ['30-min', '1-h', 'until-tomorrow'] as const
const tenants = ['organizations', 'contoso.example']

function person({ desk, app, random }: SoakedWorld, chance: () => number): Event[] {
  const { sessions, store } = app
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)]
  const sometimes = (perDay: number, act: () => void): Event[] =>
    Array.from({ length: Math.floor(perDay + random()) }, () => ({ atMs: chance(), act }))
  /** Something that begins and, after at most so long, ends. */
  const spells = (perDay: number, mostMs: number, begin: () => void, end: () => void): Event[] =>
    sometimes(perDay, begin).flatMap((event) => [event, { atMs: event.atMs + random() * mostMs, act: end }])
  return [
    ...spells(
      8,
      5 * MINUTE_MS,
      () => sessions.signal('window-shown'),
      () => sessions.signal('window-hidden'),
    ),
    ...spells(
      1,
      2 * HOUR_MS,
      () => sessions.pause(oneOf(pauses) ?? '1-h'),
      () => sessions.resume(),
    ),
    ...spells(
      0.7,
      10 * MINUTE_MS,
      () => sessions.tryDemo(),
      () => void sessions.leaveDemo(),
    ),
    // Set wrong, forwards or back, and right again.
    ...spells(
      0.2,
      HOUR_MS,
      () => desk.setWallOff((random() - 0.5) * 4 * HOUR_MS),
      () => desk.setWallOff(0),
    ),
    ...sometimes(3, () => sessions.checkNow()),
    ...sometimes(2, () => void sessions.changeSettings({ intervalSeconds: oneOf(intervals) ?? 30 })),
    ...sometimes(0.2, () => void sessions.changeSettings({ tenant: oneOf(tenants) ?? 'organizations' })),
    ...sometimes(0.2, () => void sessions.signOut()),
    // Whoever sees "sign in" clicks it sooner or later.
    ...sometimes(12, () => {
      const { session, following } = store.getState()
      const lost = session.kind === 'signed-in' && following.problem?.needs === 'person'
      if (session.kind === 'signed-out' || lost) void sessions.signIn()
    }),
  ]
}

/** Everything at rest, so that one evening can be compared with another: awake, online, signed in, nothing wrong. */
export async function comeToRest({ desk, microsoft, app }: SoakedWorld): Promise<void> {
  const { sessions, store } = app
  const wait = (ms: number) => desk.runUntil(desk.trueMs() + ms)
  microsoft.setFault('nothing')
  desk.setWallOff(0)
  desk.setOnline(true)
  desk.setTouched(true)
  desk.emit('resume')
  desk.emit('unlock-screen')
  sessions.signal('window-hidden')
  await wait(MINUTE_MS)
  if (store.getState().session.kind === 'demo') await sessions.leaveDemo()
  sessions.resume()
  await wait(MINUTE_MS)
  for (let tries = 0; tries < 10 && !followsWell(app); tries++) {
    const { kind } = store.getState().session
    if (kind === 'signed-out' || kind === 'signed-in') void sessions.signIn()
    await wait(MINUTE_MS)
  }
  if (!followsWell(app)) throw new Error(`not at rest: ${JSON.stringify(store.getState())}`)
}

function followsWell({ store }: SoakedApp): boolean {
  const { session, following } = store.getState()
  return session.kind === 'signed-in' && following.problem === null && following.last !== null
}

/** The night, up to `untilMs` of the true clock; one kind after the other. */
export async function playNight({ desk, microsoft, random }: SoakedWorld, untilMs: number): Promise<void> {
  microsoft.setFault(random() < 0.1 ? 'server-error' : 'strays')
  microsoft.setPresence({ availability: 'Offline', activity: 'Offline' })
  desk.setTouched(false)
  const kind = Math.floor(random() * 5)
  if (kind < 4) desk.emit('lock-screen')
  if (kind === 1) desk.setOnline(false)
  if (kind === 2 || kind === 3) desk.emit('suspend')
  // The lid is closed: timers stand still. Or they run on, as in Windows' modern standby.
  if (kind === 2) desk.sleepUntil(untilMs)
  await desk.runUntil(untilMs)
  desk.setTouched(true)
  if (kind === 2 || kind === 3) desk.emit('resume')
  if (kind === 1) desk.setOnline(true)
  if (kind < 4) desk.emit('unlock-screen')
  microsoft.setFault('strays')
}
