// Each problem in each phase: the program retries when the text of the problem says so, and does not when it says that it
// does not.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Problem, problemSchema } from '../../app/model/problems/problem.ts'
import { declaredNext } from '../../app/model/problems/problem-kinds.ts'
import { type FailingWorld, failingWorld, type RequestName } from './failing-world.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const WAIT_MS = 2 * MINUTE_MS

/** One problem of each kind, made from its schema. */
const samples: readonly Problem[] = problemSchema.options.map((option) =>
  problemSchema.parse({
    ...fieldsOf(option),
    next: declaredNext[option.shape.kind.value],
  }),
)

function fieldsOf({ shape }: z.ZodObject): object {
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, sampleOf(field)]))
}

function sampleOf(schema: unknown): unknown {
  if (schema instanceof z.ZodLiteral) return schema.value
  if (schema instanceof z.ZodEnum) return schema.options[0]
  if (schema instanceof z.ZodNullable) return sampleOf(schema.unwrap())
  if (schema instanceof z.ZodNumber) return WAIT_MS
  if (schema instanceof z.ZodArray) return []
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodString) return 'AADSTS65001'
  return undefined
}

interface Phase {
  /** The requests that the program may repeat. */
  attempts: readonly RequestName[]
  /** Causes the problem; returns a function for the problem that is shown. */
  cause: (world: FailingWorld, problem: Problem) => Promise<() => Problem | null>
  /** The maximum delay of a retry without a given time, ms. */
  withinMs: number
}

const ownProblem = (world: FailingWorld) => () => world.store.getState().following.problem
const sessionProblem = (world: FailingWorld) => () => {
  const { session } = world.store.getState()
  return session.kind === 'signed-out' ? session.problem : null
}
const featureProblem = (world: FailingWorld, name: 'colleagues' | 'own-status') => {
  const feature = world.store.getState().features[name]
  return feature.kind === 'held-up' ? feature.problem : null
}

/** Signed in and answered, with the features on. */
async function follow(world: FailingWorld) {
  await world.sessions.start(false)
  await world.clock.pass(SECOND_MS)
}

/** Answered at first, then fails for `ms`. */
const refusedFor = (ms: number): Phase => ({
  attempts: ['myPresence'],
  withinMs: 11 * MINUTE_MS,
  async cause(world, problem) {
    await follow(world)
    world.fail('myPresence', problem)
    await world.clock.pass(ms)
    return ownProblem(world)
  },
})

/** Switches a feature on. If the browser opens, its page fails with the problem. */
const switchingOn = (prepare: (world: FailingWorld, problem: Problem) => void): Phase => ({
  attempts: ['accessToken'],
  withinMs: 11 * MINUTE_MS,
  async cause(world, problem) {
    await follow(world)
    prepare(world, problem)
    world.fail('consent', problem)
    await world.features.switchFeature({ feature: 'own-status', on: true })
    return () => featureProblem(world, 'own-status')
  },
})

const phases: Readonly<Record<string, Phase>> = {
  starting: {
    attempts: ['storedAccount'],
    withinMs: MINUTE_MS,
    async cause(world, problem) {
      world.fail('storedAccount', problem)
      await world.sessions.start(false)
      return sessionProblem(world)
    },
  },
  'first sign-in': {
    attempts: ['storedAccount', 'signIn'],
    withinMs: MINUTE_MS,
    async cause(world, problem) {
      world.removeAccount()
      await world.sessions.start(false)
      world.fail('signIn', problem)
      await world.sessions.signIn()
      return sessionProblem(world)
    },
  },
  'first answer of an account': {
    attempts: ['myPresence'],
    withinMs: 11 * MINUTE_MS,
    async cause(world, problem) {
      world.removeAccount()
      await world.sessions.start(false)
      world.fail('myPresence', problem)
      await world.sessions.signIn()
      await world.clock.pass(0)
      return ownProblem(world)
    },
  },
  'first answer of a run': {
    attempts: ['myPresence'],
    withinMs: 11 * MINUTE_MS,
    async cause(world, problem) {
      world.fail('myPresence', problem)
      await follow(world)
      return ownProblem(world)
    },
  },
  'signed in': refusedFor(2 * MINUTE_MS),
  'signed in, for a long time': refusedFor(3 * HOUR_MS),
  'a feature, with consent in the browser': switchingOn((world) => world.fail('accessToken', missing)),
  'a feature, with an earlier consent': switchingOn((world, problem) => world.fail('accessToken', problem)),
  'a feature, while paused': switchingOn((world, problem) => {
    world.sessions.pause('until-tomorrow')
    world.fail('accessToken', problem)
  }),
  colleagues: {
    attempts: ['presencesOf', 'accessToken'],
    withinMs: 11 * MINUTE_MS,
    async cause(world, problem) {
      world.fail('presencesOf', problem)
      await follow(world)
      return () => world.store.getState().colleagues.problem ?? featureProblem(world, 'colleagues')
    },
  },
  'finding people': {
    attempts: ['findPeople'],
    withinMs: 11 * MINUTE_MS,
    async cause(world, problem) {
      await follow(world)
      world.fail('findPeople', problem)
      const answer = await world.colleagues.commands.findPeople('grace')
      return () => (answer.ok ? null : answer.problem)
    },
  },
  'own status': {
    attempts: ['setStatus'],
    withinMs: 11 * MINUTE_MS,
    async cause(world, problem) {
      await follow(world)
      world.fail('setStatus', problem)
      const request = world.ownStatus.commands.setStatus({ status: 'Busy', length: '1-h' })
      await world.clock.pass(30 * SECOND_MS)
      await request
      return () => world.store.getState().ownStatus.problem
    },
  },
  update: {
    attempts: ['fetchNewest'],
    withinMs: 27 * HOUR_MS,
    async cause(world, problem) {
      world.fail('fetchNewest', problem)
      await world.updates.start()
      world.updates.checkNow()
      await world.clock.pass(0)
      return () => {
        const { update } = world.store.getState()
        return update.kind === 'failed' ? update.problem : null
      }
    },
  },
}

const missing: Problem = {
  kind: 'permission-missing',
  next: 'person',
  permission: 'Presence.ReadWrite',
  by: 'entra',
}

const named = samples.map((problem): [string, Problem] => [problem.kind, problem])

describe.each(Object.entries(phases))('%s', (_name, { attempts, cause, withinMs }) => {
  const begin = async (problem: Problem) => {
    const world = failingWorld(['colleagues', 'own-status'])
    const shownProblem = await cause(world, problem)
    const count = () => attempts.reduce((sum, name) => sum + world.requests[name], 0)
    return { world, shownProblem, count }
  }

  test.each(named)('%s: the program does what the text says', async (_kind, problem) => {
    const { world, shownProblem, count } = await begin(problem)
    const shown = shownProblem()
    const before = count()
    switch (shown?.next) {
      case undefined:
        break
      case 'retries':
        await world.clock.pass(withinMs)
        expect(count(), shown.kind).toBeGreaterThan(before)
        break
      case 'waits':
        if (shown.kind === 'offline') {
          // After the signal, and without one within some minutes.
          await world.clock.pass(withinMs)
          expect(count()).toBeGreaterThan(before)
          const { world: other, count: countOther } = await begin(problem)
          const beforeSignal = countOther()
          other.signal('online')
          await other.clock.pass(2 * SECOND_MS)
          expect(countOther()).toBeGreaterThan(beforeSignal)
          other.stop()
        } else {
          await world.clock.pass(WAIT_MS + withinMs)
          expect(count()).toBeGreaterThan(before)
        }
        break
      case 'person':
        // The text says that there is no retry. The texts of lasting problems say nothing about one.
        if (declaredNext[shown.kind] !== 'person') {
          await world.clock.pass(30 * MINUTE_MS)
          expect(count(), shown.kind).toBe(before)
        }
        break
      default:
        shown satisfies never
    }
    world.stop()
    expect(world.clock.waiting()).toBe(0)
  })
})

test.each(named)(
  '%s: while signed in, it is retried within ten minutes, and an answer ends it',
  async (_kind, problem) => {
    const world = failingWorld()
    await follow(world)
    world.fail('myPresence', problem)
    await world.clock.pass(3 * HOUR_MS)
    world.fail('myPresence', null)
    const before = world.requests.myPresence
    await world.clock.pass(10 * MINUTE_MS)
    expect(world.requests.myPresence).toBeGreaterThan(before)
    expect(world.store.getState().following).toMatchObject({ problem: null, stale: false })
    world.stop()
  },
)

/** What the profile itself may end, which is then looked at again. */
const endedByProfile: ReadonlySet<string> = new Set([
  'keyring-locked',
  'keyring-silent',
  'tokens-not-removed',
])

test.each(named.filter(([kind]) => !endedByProfile.has(kind)))(
  '%s: a failed sign-in stays explained when the other accounts are checked',
  async (_kind, problem) => {
    const world = failingWorld()
    world.removeAccount()
    await world.sessions.start(false)
    world.fail('signIn', problem)
    await world.sessions.signIn()
    const { session } = world.store.getState()
    expect(session).toMatchObject({ kind: 'signed-out', problem: { kind: problem.kind } })
    world.sessions.checkNow()
    await world.clock.pass(0)
    expect(world.store.getState().session).toEqual(session)
    world.stop()
  },
)
