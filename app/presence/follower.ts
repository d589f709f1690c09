// PresenceFollower: asks, waits, asks again. Its clock and its source are handed to it.
import type { Problem } from '../microsoft/problem.ts'
import type { Presence } from './presence.ts'

/** What the follower knows. All moments are epoch ms. */
export interface Following {
  last: { presence: Presence; at: number; since: number; witnessed: boolean } | null
  stale: boolean
  problem: Problem | null
  checking: boolean
  nextCheckAt: number | null
}
