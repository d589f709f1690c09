// A person who uses everything: pauses, the window, the demo day, other settings, a laptop that moves.
import type { SoakedWorld } from './soaked-day.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Something that happens, ms after the beginning. */
export interface Event {
  atMs: number
  act: () => void
}

const intervals: readonly [number, ...number[]] = [5, 15, 30, 30, 30, 60, 600]
const pauseLengths = ['30-min', '1-h', 'until-tomorrow'] as const
const tenants: readonly [string, ...string[]] = ['organizations', 'contoso.example']

/** Times a day or a night, a share of 1 being a chance, at any moment within so many ms. */
const chances =
  (random: () => number, withinMs: number) =>
  (times: number, act: () => void): Event[] =>
    Array.from({ length: Math.floor(times + random()) }, () => ({ atMs: random() * withinMs, act }))

/** What may come at any moment, also without a network, and must not make the app ask then. Asleep nobody acts. */
export function pokes({ desk, app: { sessions }, random }: SoakedWorld, withinMs: number): Event[] {
  const sometimes = chances(random, withinMs)
  const awake = (act: () => void) => () => {
    if (!desk.isAsleep()) act()
  }
  return [
    ...sometimes(8, awake(sessions.checkNow)),
    ...sometimes(4, () => desk.emit('lock-screen')),
    ...sometimes(4, () => desk.emit('unlock-screen')),
    ...sometimes(
      4,
      awake(() => sessions.signal('window-shown')),
    ),
    ...sometimes(12, () => sessions.signal('window-hidden')),
    ...sometimes(4, () => desk.setTouched(false)),
    ...sometimes(4, () => desk.setTouched(true)),
  ]
}

export function restlessPerson(world: SoakedWorld, withinMs: number): Event[] {
  const { desk, app, random } = world
  const { sessions, settings, store } = app
  const sometimes = chances(random, withinMs)
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0]
  /** Something that begins and, after at most so long, ends. */
  const spells = (times: number, mostMs: number, begin: () => void, end: () => void): Event[] =>
    sometimes(times, begin).flatMap((event) => [event, { atMs: event.atMs + random() * mostMs, act: end }])
  const kind = () => store.getState().session.kind

  const pause = () => sessions.pause(oneOf(pauseLengths))
  const leaveDemo = () => {
    if (kind() === 'demo') void sessions.leaveDemo()
  }
  const setClock = () => desk.setWallOff((random() - 0.5) * 4 * HOUR_MS)
  const moveTenant = () => {
    settings.change({ tenant: oneOf(tenants) })
    // A click that comes while the account is looked for.
    queueMicrotask(() => void sessions.signIn())
  }
  /** Whoever sees "sign in" clicks it sooner or later. */
  const signIn = () => {
    const lost = kind() === 'signed-in' && store.getState().following.problem?.next === 'person'
    if (kind() === 'signed-out' || lost) void sessions.signIn()
  }
  return [
    ...pokes(world, withinMs),
    ...spells(1, 2 * HOUR_MS, pause, sessions.resume),
    ...spells(0.7, 10 * MINUTE_MS, sessions.tryDemo, leaveDemo),
    ...spells(0.2, HOUR_MS, setClock, () => desk.setWallOff(0)),
    ...spells(
      2,
      15 * MINUTE_MS,
      () => desk.setOnline(false),
      () => desk.setOnline(true),
    ),
    ...spells(
      1.5,
      20 * MINUTE_MS,
      () => desk.emit('suspend'),
      () => desk.emit('resume'),
    ),
    ...sometimes(2, () => settings.change({ intervalSeconds: oneOf(intervals) })),
    ...sometimes(0.2, moveTenant),
    ...sometimes(0.2, () => void sessions.signOut()),
    ...sometimes(12, signIn),
  ]
}
