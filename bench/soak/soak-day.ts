// A day and a night of the soak test: the trace, the user's actions, the faults, and recovery between them.
import { isOfMicrophone, type Workday } from '../workday.ts'
import type { SoakApp } from './soak-app.ts'
import type { SoakComputer } from './soak-computer.ts'
import { type Fault, faults, type SoakMicrosoft } from './soak-microsoft.ts'
import { anyTimeEvents, type Event, userEvents } from './user-events.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export interface SoakTest {
  computer: SoakComputer
  microsoft: SoakMicrosoft
  app: SoakApp
  random: () => number
}

/** The working hours of a day that begins now, up to its end. */
export async function playWorkday(soak: SoakTest, day: Workday): Promise<void> {
  const lengthMs = day.length * 1000
  const events = [...fromTrace(soak, day), ...faultSpans(soak, lengthMs), ...userEvents(soak, lengthMs)]
  await play(soak, lengthMs, events)
}

async function play({ computer }: SoakTest, lengthMs: number, events: Event[]): Promise<void> {
  const startMs = computer.trueMs()
  for (const { atMs, act } of events.sort((one, other) => one.atMs - other.atMs)) {
    if (atMs > lengthMs) break
    await computer.runUntil(startMs + atMs)
    act()
  }
  await computer.runUntil(startMs + lengthMs)
}

function fromTrace({ computer, microsoft }: SoakTest, day: Workday): Event[] {
  const at = (seconds: number, act: () => void): Event => ({ atMs: seconds * 1000, act })
  return [
    ...day.changes.map((change) => at(change.t, () => microsoft.setPresence(change))),
    ...day.signals.map(({ t, kind }) =>
      at(t, () => {
        if (kind === 'online' || kind === 'offline') computer.setOnline(kind === 'online')
        else if (!isOfMicrophone(kind)) computer.emit(kind)
      }),
    ),
    ...day.idle.flatMap(([from, to]) => [
      at(from, () => computer.setTouched(false)),
      at(to, () => computer.setTouched(true)),
    ]),
  ]
}

/** Five short faults, and on every other day one of an hour. */
function faultSpans({ microsoft, random }: SoakTest, withinMs: number): Event[] {
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

/** Brings the app into the same state every evening: awake, online, signed in, without faults. Throws if it does not recover. */
export async function recover({ computer, microsoft, app }: SoakTest): Promise<void> {
  const { sessions, store } = app
  const wait = () => computer.runUntil(computer.trueMs() + MINUTE_MS)
  microsoft.setFault('nothing')
  computer.setWallOff(0)
  computer.setOnline(true)
  computer.setTouched(true)
  computer.emit('resume')
  computer.emit('unlock-screen')
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

function followsWell({ store }: SoakApp): boolean {
  const { session, following } = store.getState()
  return session.kind === 'signed-in' && following.problem === null && following.last !== null
}

const nights = ['left', 'locked', 'offline', 'lid-closed', 'modern-standby'] as const

/** Plays the night, up to `untilMs` of the true clock. */
export async function playNight(soak: SoakTest, untilMs: number): Promise<void> {
  const { computer, microsoft, random } = soak
  const night = nights[Math.floor(random() * nights.length)]
  const asleep = night === 'lid-closed' || night === 'modern-standby'
  microsoft.setFault(random() < 0.1 ? 'server-error' : 'strays')
  microsoft.setPresence({ availability: 'Offline', activity: 'Offline' })
  computer.setTouched(false)
  if (night !== 'left') computer.emit('lock-screen')
  if (night === 'offline') computer.setOnline(false)
  if (asleep) computer.emit('suspend')
  // Timers stop while the lid is closed; in Windows' modern standby they run on.
  if (night === 'lid-closed') computer.sleepUntil(untilMs)
  const lengthMs = untilMs - computer.trueMs()
  await play(soak, lengthMs, anyTimeEvents(soak, lengthMs))
  computer.setTouched(true)
  if (asleep) computer.emit('resume')
  computer.setOnline(true)
  computer.emit('unlock-screen')
  microsoft.setFault('strays')
}
