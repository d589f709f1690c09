// The presence that the program follows, and the source of presences.

import type { AccountState } from './account-state.ts'
import type { Person } from './colleague.ts'
import type { Presence, PresenceWords } from './presence.ts'
import type { Answer } from './problems/problem.ts'
import type { RequestReason } from './timing/request-ceiling.ts'

export type Following = AccountState['following']

export const nothingFollowed: Following = {
  person: null,
  last: null,
  stale: false,
  problem: null,
  checking: false,
  nextCheckAt: null,
}

/** A presence with no message and no place of work. */
export const plainPresence = (
  { availability, activity }: PresenceWords,
  isOutOfOffice = false,
): Presence => ({
  availability,
  activity,
  outOfOffice: { isOutOfOffice, message: null },
  statusMessage: null,
  workLocation: null,
})

/** A source of presences: Graph, or the demo day. */
export interface PresenceSource {
  /** `reason` is `background` by default. `fresh`: with a newly issued token. */
  myPresence(reason?: RequestReason, token?: 'any' | 'fresh'): Promise<Answer<Presence>>
}

/** A colleague whose presence is followed instead of the user's own. */
export interface FollowedColleague {
  /** Null if the choice could not be read: the source says so. */
  person: Person | null
  source: PresenceSource
}

/** A scene of the demo day. */
export type DemoScene =
  | { kind: 'answer'; answer: Answer<Presence> }
  /** A light that no answer of Graph causes. */
  | { kind: 'pretence'; pretending: 'signed-out' | 'paused' }

/** A made-up workday, which needs no account and no network. */
export interface DemoDay extends PresenceSource {
  /** The poll interval, ms. */
  intervalMs: number
  /** Calls `onScene` at each change of scene until `stop`. */
  play(onScene: (scene: DemoScene) => void): void
  stop(): void
}

/** Whether two presences are the same for the user. Their messages may differ. */
export function isSamePresence(one: Presence, other: Presence): boolean {
  return (
    one.availability === other.availability &&
    one.activity === other.activity &&
    one.outOfOffice.isOutOfOffice === other.outOfOffice.isOutOfOffice
  )
}

/**
 * The start of a presence that Graph reports at `at` (epoch ms), as far as the program knows, and whether it observed the
 * start. `last` is the answer before. `unbroken`: `last` was not stale yet. After a longer gap the presence may have
 * started earlier, so its start was not observed. The start is never after `at`, also if the clock was set back.
 */
export function presenceSince(
  last: { presence: Presence; since: number; witnessed: boolean } | null,
  presence: Presence,
  at: number,
  unbroken: boolean,
): { since: number; witnessed: boolean } {
  return unbroken && last && isSamePresence(last.presence, presence)
    ? { since: Math.min(last.since, at), witnessed: last.witnessed }
    : { since: at, witnessed: unbroken }
}

/** Whether the presence between this answer and the one before is unknown (`presenceSince`). */
export const followsGap = ({ at, since, witnessed }: NonNullable<Following['last']>): boolean =>
  since === at && !witnessed
