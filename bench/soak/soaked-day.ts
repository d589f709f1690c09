// A day and a night of a soak: the events of the trace, actions of a person, faults, and quiet times.
import type { Workday } from '../workday.ts'
import type { Desk } from './desk.ts'
import { type Fault, type FaultyMicrosoft, faults } from './faulty-microsoft.ts'
import { type Event, pokes, restlessPerson } from './restless-person.ts'
import type { SoakedApp } from './soaked-app.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export interface SoakedWorld {
  desk: Desk
  microsoft: FaultyMicrosoft
  app: SoakedApp
  random: () => number
}

/** The working hours of a day that begins now, up to its end. */
export async function playWorkday(world: SoakedWorld, day: Workday): Promise<void> {
  const lengthMs = day.length * 1000
  const events = [
    ...fromTrace(world, day),
    ...faultSpans(world, lengthMs),
    ...restlessPerson(world, lengthMs),
  ]
  await play(world, lengthMs, events)
}

async function play({ desk }: SoakedWorld, lengthMs: number, events: Event[]): Promise<void> {
  const startMs = desk.trueMs()
  for (const { atMs, act } of events.sort((one, other) => one.atMs - other.atMs)) {
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
function faultSpans({ microsoft, random }: SoakedWorld, withinMs: number): Event[] {
  const span = (lengthMs: number): Event[] => {
    const atMs = random() * withinMs
    const fault: Fault = faults[Math.floor(random() * faults.length)] ?? 'server-error'
    return [
      { atMs, act: () => microsoft.setFault(fault) },
      { atMs: atMs + lengthMs, act: () => microsoft.setFault('strays') },
    ]
  }
  const short = Array.from({ length: 5 }, () => span(random() * 10 * MINUTE_MS))
  return [...short, random() < 0.5 ? span(HOUR_MS) : []].flat()
}

/** Awake, online, signed in, nothing wrong: so that one evening can be compared with another. */
export async function comeToRest({ desk, microsoft, app }: SoakedWorld): Promise<void> {
  const { sessions, store } = app
  const wait = () => desk.runUntil(desk.trueMs() + MINUTE_MS)
  microsoft.setFault('nothing')
  desk.setWallOff(0)
  desk.setOnline(true)
  desk.setTouched(true)
  desk.emit('resume')
  desk.emit('unlock-screen')
  sessions.signal('window-hidden')
  await wait()
  if (store.getState().session.kind === 'demo') void sessions.leaveDemo()
  await wait()
  sessions.resume()
  await wait()
  for (let tries = 0; tries < 10 && !followsWell(app); tries++) {
    const { kind } = store.getState().session
    if (kind === 'signed-out' || kind === 'signed-in') void sessions.signIn()
    await wait()
  }
  if (!followsWell(app)) throw new Error(`the app does not recover: ${JSON.stringify(store.getState())}`)
}

function followsWell({ store }: SoakedApp): boolean {
  const { session, following } = store.getState()
  return session.kind === 'signed-in' && following.problem === null && following.last !== null
}

const nights = ['left', 'locked', 'offline', 'lid-closed', 'modern-standby'] as const

/** The night, up to `untilMs` of the true clock. */
export async function playNight(world: SoakedWorld, untilMs: number): Promise<void> {
  const { desk, microsoft, random } = world
  const night = nights[Math.floor(random() * nights.length)]
  const asleep = night === 'lid-closed' || night === 'modern-standby'
  microsoft.setFault(random() < 0.1 ? 'server-error' : 'strays')
  microsoft.setPresence({ availability: 'Offline', activity: 'Offline' })
  desk.setTouched(false)
  if (night !== 'left') desk.emit('lock-screen')
  if (night === 'offline') desk.setOnline(false)
  if (asleep) desk.emit('suspend')
  // With a closed lid the timers stand still; in Windows' modern standby they run on.
  if (night === 'lid-closed') desk.sleepUntil(untilMs)
  const lengthMs = untilMs - desk.trueMs()
  await play(world, lengthMs, pokes(world, lengthMs))
  desk.setTouched(true)
  if (asleep) desk.emit('resume')
  desk.setOnline(true)
  desk.emit('unlock-screen')
  microsoft.setFault('strays')
}
