// The computer of a workday: it sleeps, loses its network, and signals it.

import type { Presence } from '../app/model/presence.ts'
import { type Answer, failed } from '../app/model/problems/problem.ts'
import type { PresenceFollower } from '../app/polling/follower.ts'
import { createSleeper, type FastClock } from './fast-clock.ts'
import { type DaySignal, isOfMicrophone } from './workday.ts'

export function createWorkdayComputer(shared: FastClock) {
  const { clock, sleep, wake } = createSleeper(shared)
  let online = true
  return {
    clock,
    /** Makes a request; without a network it fails. */
    ask: async (send: () => Promise<Answer<Presence>>): Promise<Answer<Presence>> =>
      online ? send() : failed({ kind: 'offline', next: 'waits' }),
    signal(kind: DaySignal, follower: Pick<PresenceFollower, 'signal'>) {
      if (kind === 'offline' || kind === 'online') online = kind === 'online'
      // A trace does not name the program that records.
      follower.signal(isOfMicrophone(kind) ? { kind, program: null } : kind)
      if (kind === 'suspend') sleep()
      if (kind === 'resume') wake()
    },
  }
}
