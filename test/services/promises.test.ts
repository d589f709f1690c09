// Every problem in every phase: what its words say happens by itself does happen, and where they say that nothing does,
// nothing does.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Problem, problemSchema } from '../../app/model/problems/problem.ts'
import { declaredNext } from '../../app/model/problems/problem-kinds.ts'
import { type PromisedWorld, promisedWorld, type Question } from './promised-world.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const WAIT_MS = 2 * MINUTE_MS

/** Some problem of each kind, as its schema has it. */
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
  /** What is asked for by itself, if anything is. */
  attempts: readonly Question[]
  /** Causes the problem; returns what the person is shown. */
  meet: (world: PromisedWorld, problem: Problem) => Promise<() => Problem | null>
  /** The longest time, ms, to another try that is promised without a moment. */
  withinMs: number
}

const ownProblem = (world: PromisedWorld) => () => world.store.getState().following.problem
const sessionProblem = (world: PromisedWorld) => () => {
  const { session } = world.store.getState()
  return session.kind === 'signed-out' ? session.problem : null
}
const featureProblem = (world: PromisedWorld, name: 'colleagues' | 'own-status') => {
  const feature = world.store.getState().features[name]
  return feature.kind === 'held-up' ? feature.problem : null
}

/** Signed in and answered, with the features that are on. */
async function follow(world: PromisedWorld) {
  await world.sessions.start(false)
  await world.clock.pass(SECOND_MS)
}

/** Answered at first, and from then on met by the problem for so long. */
const refusedFor = (ms: number): Phase => ({
  attempts: ['myPresence'],
  withinMs: 11 * MINUTE_MS,
  async meet(world, problem) {
    await follow(world)
    world.meet('myPresence', problem)
    await world.clock.pass(ms)
    return ownProblem(world)
  },
})

/** A feature is switched on, whose page in the browser meets the problem, if one is opened. */
const switchingOn = (prepare: (world: PromisedWorld, problem: Problem) => void): Phase => ({
  attempts: ['accessToken'],
  withinMs: 11 * MINUTE_MS,
  async meet(world, problem) {
    await follow(world)
    prepare(world, problem)
    world.meet('consent', problem)
    await world.switches.switchFeature({ feature: 'own-status', on: true })
    return () => featureProblem(world, 'own-status')
  },
})

const phases: Readonly<Record<string, Phase>> = {
  starting: {
    attempts: ['storedAccount'],
    withinMs: MINUTE_MS,
    async meet(world, problem) {
      world.meet('storedAccount', problem)
      await world.sessions.start(false)
      return sessionProblem(world)
    },
  },
  'first sign-in': {
    attempts: ['storedAccount', 'signIn'],
    withinMs: MINUTE_MS,
    async meet(world, problem) {
      world.nobodyStored()
      await world.sessions.start(false)
      world.meet('signIn', problem)
      await world.sessions.signIn()
      return sessionProblem(world)
    },
  },
  'first answer of an account': {
    attempts: ['myPresence'],
    withinMs: 11 * MINUTE_MS,
    async meet(world, problem) {
      world.nobodyStored()
      await world.sessions.start(false)
      world.meet('myPresence', problem)
      await world.sessions.signIn()
      await world.clock.pass(0)
      return ownProblem(world)
    },
  },
  'first answer of a run': {
    attempts: ['myPresence'],
    withinMs: 11 * MINUTE_MS,
    async meet(world, problem) {
      world.meet('myPresence', problem)
      await follow(world)
      return ownProblem(world)
    },
  },
  'signed in': refusedFor(2 * MINUTE_MS),
  'signed in, for a long time': refusedFor(3 * HOUR_MS),
  'a feature, asked for in the browser': switchingOn((world) => world.meet('accessToken', missing)),
  'a feature, agreed to before': switchingOn((world, problem) => world.meet('accessToken', problem)),
  'a feature, while paused': switchingOn((world, problem) => {
    world.sessions.pause('until-tomorrow')
    world.meet('accessToken', problem)
  }),
  colleagues: {
    attempts: ['presencesOf', 'accessToken'],
    withinMs: 11 * MINUTE_MS,
    async meet(world, problem) {
      world.meet('presencesOf', problem)
      await follow(world)
      return () => world.store.getState().colleagues.problem ?? featureProblem(world, 'colleagues')
    },
  },
  'finding people': {
    attempts: ['findPeople'],
    withinMs: 11 * MINUTE_MS,
    async meet(world, problem) {
      await follow(world)
      world.meet('findPeople', problem)
      const answer = await world.colleagues.commands.findPeople('grace')
      return () => (answer.ok ? null : answer.problem)
    },
  },
  'own status': {
    attempts: ['setStatus'],
    withinMs: 11 * MINUTE_MS,
    async meet(world, problem) {
      await follow(world)
      world.meet('setStatus', problem)
      const request = world.ownStatus.commands.setStatus({ status: 'Busy', length: '1-h' })
      await world.clock.pass(30 * SECOND_MS)
      await request
      return () => world.store.getState().ownStatus.problem
    },
  },
  update: {
    attempts: ['fetchNewest'],
    withinMs: 27 * HOUR_MS,
    async meet(world, problem) {
      world.meet('fetchNewest', problem)
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

describe.each(Object.entries(phases))('%s', (_name, { attempts, meet, withinMs }) => {
  const begin = async (problem: Problem) => {
    const world = promisedWorld(['colleagues', 'own-status'])
    const shownNow = await meet(world, problem)
    const count = () => attempts.reduce((sum, question) => sum + world.asked[question], 0)
    return { world, shownNow, count }
  }

  test.each(named)('%s: what is promised happens', async (_kind, problem) => {
    const { world, shownNow, count } = await begin(problem)
    const shown = shownNow()
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
          // On the signal, and without one within some minutes.
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
        // These words say that nothing is tried again by itself; those of lasting problems promise nothing.
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
  '%s: signed in, it is tried again within ten minutes whatever it is, and an answer ends it',
  async (_kind, problem) => {
    const world = promisedWorld()
    await follow(world)
    world.meet('myPresence', problem)
    await world.clock.pass(3 * HOUR_MS)
    world.meet('myPresence', null)
    const before = world.asked.myPresence
    await world.clock.pass(10 * MINUTE_MS)
    expect(world.asked.myPresence).toBeGreaterThan(before)
    expect(world.store.getState().following).toMatchObject({ problem: null, stale: false })
    world.stop()
  },
)
