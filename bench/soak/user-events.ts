// Random user actions of the soak test: pauses, opening the window, the demo day, settings, and a laptop on the move.
import type { SoakComputer } from './soak-computer.ts'
import type { SoakTest } from './soak-day.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** An action, ms after the start. */
export interface Event {
  atMs: number
  act: () => void
}

const intervals: readonly [number, ...number[]] = [5, 15, 30, 30, 30, 60, 600]
const pauseLengths = ['30-min', '1-h', 'until-tomorrow'] as const
const tenants: readonly [string, ...string[]] = ['organizations', 'contoso.example']

/** `times` events at random times within `withinMs`; a fraction is the probability of one more. */
const chances =
  (random: () => number, withinMs: number) =>
  (times: number, act: () => void): Event[] =>
    Array.from({ length: Math.floor(times + random()) }, () => ({ atMs: random() * withinMs, act }))

/** An action of the user, who does nothing during sleep: a click would tell the app that the computer is awake. */
const byUser = (computer: SoakComputer, act: () => void) => () => {
  if (!computer.isAsleep()) act()
}

/** Events that can occur at any time, also offline, when the app must not poll. */
export function anyTimeEvents({ computer, app: { sessions }, random }: SoakTest, withinMs: number): Event[] {
  const sometimes = chances(random, withinMs)
  return [
    ...sometimes(8, byUser(computer, sessions.checkNow)),
    ...sometimes(4, () => computer.emit('lock-screen')),
    ...sometimes(4, () => computer.emit('unlock-screen')),
    ...sometimes(
      4,
      byUser(computer, () => sessions.signal('window-shown')),
    ),
    ...sometimes(12, () => sessions.signal('window-hidden')),
    ...sometimes(4, () => computer.setTouched(false)),
    ...sometimes(4, () => computer.setTouched(true)),
  ]
}

export function userEvents(soak: SoakTest, withinMs: number): Event[] {
  const { computer, app, random } = soak
  const { sessions, settings, store } = app
  const sometimes = chances(random, withinMs)
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0]
  /** A state that begins, and ends after at most `mostMs`. */
  const spells = (times: number, mostMs: number, begin: () => void, end: () => void): Event[] =>
    sometimes(times, begin).flatMap((event) => [event, { atMs: event.atMs + random() * mostMs, act: end }])
  const kind = () => store.getState().session.kind

  const pause = byUser(computer, () => sessions.pause(oneOf(pauseLengths)))
  const resume = byUser(computer, sessions.resume)
  const tryDemo = byUser(computer, sessions.tryDemo)
  const leaveDemo = byUser(computer, () => {
    if (kind() === 'demo') void sessions.leaveDemo()
  })
  const setClock = () => computer.setWallOff((random() - 0.5) * 4 * HOUR_MS)
  const changeInterval = byUser(computer, () => settings.change({ intervalSeconds: oneOf(intervals) }))
  const moveTenant = byUser(computer, () => {
    settings.change({ tenant: oneOf(tenants) })
    // A click on "sign in" while the account is read.
    queueMicrotask(() => void sessions.signIn())
  })
  /** The user clicks "sign in" if it is shown. */
  const signIn = byUser(computer, () => {
    const lost = kind() === 'signed-in' && store.getState().following.problem?.next === 'person'
    if (kind() === 'signed-out' || lost) void sessions.signIn()
  })
  const signOut = byUser(computer, () => void sessions.signOut())
  return [
    ...anyTimeEvents(soak, withinMs),
    ...spells(1, 2 * HOUR_MS, pause, resume),
    ...spells(0.7, 10 * MINUTE_MS, tryDemo, leaveDemo),
    ...spells(0.2, HOUR_MS, setClock, () => computer.setWallOff(0)),
    ...spells(
      2,
      15 * MINUTE_MS,
      () => computer.setOnline(false),
      () => computer.setOnline(true),
    ),
    ...spells(
      1.5,
      20 * MINUTE_MS,
      () => computer.emit('suspend'),
      () => computer.emit('resume'),
    ),
    ...sometimes(2, changeInterval),
    ...sometimes(0.2, moveTenant),
    ...sometimes(0.2, signOut),
    ...sometimes(12, signIn),
  ]
}
