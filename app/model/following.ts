// What is known of the presence that is followed, and where it comes from.

import type { Presence } from './presence.ts'
import type { Answer, Problem } from './problems/problem.ts'
import type { RequestReason } from './timing/request-ceiling.ts'

/** What the follower knows. All moments are epoch ms. */
export interface Following {
  last: {
    presence: Presence
    /** When Graph last said so. */
    at: number
    /** Since when it has been so, as far as this program knows. */
    since: number
    /** Whether the change at `since` was seen to happen: if not, it may be older. */
    witnessed: boolean
  } | null
  /** `last` is too old to vouch for. */
  stale: boolean
  problem: Problem | null
  checking: boolean
  nextCheckAt: number | null
}

export const nothingFollowed: Following = {
  last: null,
  stale: false,
  problem: null,
  checking: false,
  nextCheckAt: null,
}

/** Where presences come from: Graph, or the demo day. */
export interface PresenceSource {
  /** Asked for no reason that is named, it is the program's own. `fresh`: with a token that Entra issues for it. */
  myPresence(reason?: RequestReason, token?: 'any' | 'fresh'): Promise<Answer<Presence>>
}

/** What the demo day shows for a while. */
export type DemoScene =
  | { kind: 'answer'; answer: Answer<Presence> }
  /** The two lights that no answer of Graph's gives. */
  | { kind: 'pretence'; pretending: 'signed-out' | 'paused' }

/** The made-up day. It needs no account and no network. */
export interface DemoDay extends PresenceSource {
  /** How often it is asked, in ms. */
  intervalMs: number
  /** Calls `onScene` at each change of scene until `stop`. */
  play(onScene: (scene: DemoScene) => void): void
  stop(): void
}

/** Whether a person would call it the same: a message may change without a change of presence. */
export function isSamePresence(one: Presence, other: Presence): boolean {
  return (
    one.availability === other.availability &&
    one.activity === other.activity &&
    one.outOfOffice.isOutOfOffice === other.outOfOffice.isOutOfOffice
  )
}

/**
 * Since when it is so, as far as this program knows, and whether that was seen to begin. `unbroken`: what was known
 * before was not too old yet. Nobody can say what happened in a long gap, so what is seen after it may be older than
 * it looks. Nothing has been so since a moment to come, as a clock that was set back would have it. `at` in epoch ms.
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

/** Whether nobody can say what was between this answer and the one before: see `presenceSince`. */
export const followsGap = ({ at, since, witnessed }: NonNullable<Following['last']>): boolean =>
  since === at && !witnessed
