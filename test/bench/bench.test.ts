import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstBackoff } from '../../app/model/settings.ts'
import { averageChanges, changeRates } from '../../app/polling/cadence/change-rates.ts'
import { noBackoff } from '../../app/polling/tenant-backoff.ts'
import { readFreshnessOptions, readHostileOptions, readTenantOptions } from '../../bench/bench-options.ts'
import { fittedRates } from '../../bench/fit/fitted-rates.ts'
import { playFixed } from '../../bench/fixed-pace.ts'
import { type Freshness, freshnessOf, lagsOf } from '../../bench/freshness-figures.ts'
import { withPolledMicrophone } from '../../bench/polled-microphone.ts'
import { seededRandom } from '../../bench/random.ts'
import { createTenantServer } from '../../bench/tenant/tenant-server.ts'
import {
  reachableFrom,
  readWorkdays,
  spansBetween,
  unreachableSpans,
  type Workday,
} from '../../bench/workday.ts'
import { playDay, type Watched } from '../../bench/workday-run.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const TRACE = join(import.meta.dirname, '..', 'traces', 'workdays.jsonl')
const days = readWorkdays(TRACE)
const daysWithMicrophone = readWorkdays(
  join(import.meta.dirname, '..', 'traces', 'workdays-with-microphone.jsonl'),
)

/** Runs a benchmark as `npm run` does. */
async function run(program: string, ...args: string[]) {
  const path = join(import.meta.dirname, '..', '..', 'bench', program)
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', path, ...args])
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [printed, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, printed, stderr }
}

/** Writes the first days of the trace to a file. */
async function someDays(count: number): Promise<string> {
  const path = join(await temporaryFolder(), 'days.jsonl')
  await writeFile(path, readFileSync(TRACE, 'utf8').split('\n').slice(0, count).join('\n'))
  return path
}

const figuresSchema = z.object({
  requestsPerDay: z.number(),
  meanLagSeconds: z.number(),
  medianLagSeconds: z.number(),
  p95LagSeconds: z.number(),
  longestWrongSeconds: z.number(),
  wrongGlanceShare: z.number().min(0).max(1),
  wrongGlanceAgeSeconds: z.number(),
}) satisfies z.ZodType<Freshness>
const freshnessSchema = z.strictObject({
  app: figuresSchema,
  appPolledMicrophone: figuresSchema,
  fixed5: figuresSchema,
  fixed15: figuresSchema,
  fixed30: figuresSchema,
  fixed60: figuresSchema,
})

describe('bench:freshness', () => {
  test('the app is fresher than a fixed pace of 60 s for no more requests', async () => {
    const { printed, code } = await run('freshness.ts', await someDays(10), '--budget', '511')
    const { app, fixed60 } = freshnessSchema.parse(JSON.parse(printed))
    expect(code).toBe(0)
    expect(app.requestsPerDay).toBeLessThanOrEqual(fixed60.requestsPerDay)
    expect(app.meanLagSeconds).toBeLessThan(fixed60.meanLagSeconds)
    expect(app.wrongGlanceShare).toBeLessThan(fixed60.wrongGlanceShare)
  })

  test.each([5, 15, 30, 60])('a fixed interval of %i s has half of it as its mean lag', (seconds) => {
    const { meanLagSeconds, p95LagSeconds, longestWrongSeconds } = freshnessOf(
      days.map((day) => playFixed(day, seconds)),
    )
    expect(meanLagSeconds / (seconds / 2)).toBeCloseTo(1, 0.9)
    expect(p95LagSeconds / (seconds * 0.95)).toBeCloseTo(1, 0.9)
    expect(longestWrongSeconds).toBeLessThanOrEqual(seconds)
  })

  test('the first check is answered before any time passes', async () => {
    const [day] = days
    if (!day) throw new Error('no day')
    const { watched } = await playDay(day, {
      intervalMs: 30_000,
      random: seededRandom(1),
      backoff: noBackoff,
    })
    expect(watched.asked[1]).toBeLessThan(120)
  })

  test('the app gets no answer while asleep or offline', async () => {
    const restless = days.filter((day) => unreachableSpans(day).length > 0)
    expect(restless.length).toBeGreaterThan(10)
    const random = seededRandom(1)
    for (const day of restless) {
      const { watched } = await playDay(day, { intervalMs: 30_000, random, backoff: firstBackoff })
      const spans = unreachableSpans(day)
      expect(watched.asked.filter((t) => reachableFrom(spans, t) !== t)).toEqual([])
    }
  })
})

describe('the microphone signals of a trace', () => {
  const freshness = async (of: readonly Workday[]) => {
    const random = seededRandom(1)
    const played = { intervalMs: 15_000, random, backoff: firstBackoff }
    const watched: Watched[] = []
    for (const day of of.slice(0, 15)) watched.push((await playDay(day, played)).watched)
    return freshnessOf(watched)
  }

  test('make the light fresher, and those found by polling hardly less so', async () => {
    const without = await freshness(days)
    const traced = await freshness(daysWithMicrophone)
    const polled = await freshness(daysWithMicrophone.map(withPolledMicrophone))
    expect(traced.meanLagSeconds).toBeLessThan(without.meanLagSeconds * 0.6)
    expect(polled.meanLagSeconds).toBeGreaterThan(traced.meanLagSeconds)
    expect(polled.meanLagSeconds - traced.meanLagSeconds).toBeLessThan(1.5)
  })

  test('found by polling come within 3 s, and none while the computer is locked or asleep', () => {
    const at = (day: Workday, kind: string) => day.signals.filter((signal) => signal.kind === kind)
    for (const day of daysWithMicrophone) {
      const polled = withPolledMicrophone(day)
      expect(at(polled, 'lock-screen')).toEqual(at(day, 'lock-screen'))
      for (const { t } of at(polled, 'microphone-on')) {
        const [traced] = at(day, 'microphone-on')
          .filter((on) => on.t <= t)
          .slice(-1)
        const isUnlocked = !spansBetween(day, 'lock-screen', 'unlock-screen').some(
          ([from, to]) => from <= t && t < to,
        )
        expect(traced).toBeDefined()
        expect(isUnlocked).toBe(true)
      }
    }
  })
})

describe('bench:fit', () => {
  test('gives the tables of the pace', () => {
    expect(fittedRates([...days, ...daysWithMicrophone])).toEqual({ changeRates, averageChanges })
  })
})

describe('the figures', () => {
  const change = (t: number, availability: string) => ({
    t,
    availability,
    activity: availability,
    outOfOffice: false,
  })
  const day: Workday = {
    id: 1,
    length: 1000,
    changes: [change(0, 'Available'), change(100, 'Busy'), change(400, 'Away'), change(900, 'Available')],
    signals: [
      { t: 350, kind: 'suspend' },
      { t: 500, kind: 'resume' },
    ],
    idle: [],
    meetings: [],
    glances: [50, 105, 150, 520, 530],
  }

  test('a lag starts at the change, or at the wake-up after it', () => {
    // No poll follows the last change.
    expect(lagsOf({ day, asked: [0, 110, 340, 525] })).toEqual([10, 25])
  })

  test('a glance is wrong until the light shows the change', () => {
    const { wrongGlanceShare, wrongGlanceAgeSeconds, requestsPerDay } = freshnessOf([
      { day, asked: [0, 110, 340, 525] },
    ])
    expect(requestsPerDay).toBe(4)
    // At 105 the light is 5 s behind; at 520 it shows what was true before the sleep, 120 s ago.
    expect(wrongGlanceShare).toBe(0.4)
    expect(wrongGlanceAgeSeconds).toBe((5 + 120) / 2)
  })
})

describe('bench:tenant', () => {
  test('the server refuses requests over the limit of a window, with the time until the next window', () => {
    const server = createTenantServer(2)
    expect([1000, 2000, 3500, 29_999, 30_000].map((at) => server.ask(at))).toEqual([
      null,
      null,
      27_000,
      1000,
      null,
    ])
    expect([server.requests(), server.refused(), server.worstMinute()]).toEqual([5, 2, 5])
  })

  test('a small tenant is never refused', async () => {
    const { printed } = await run('tenant/tenant-load.ts', '--clients', '20', TRACE)
    const { app } = z.object({ app: z.object({ refusedShare: z.number() }) }).parse(JSON.parse(printed))
    expect(app.refusedShare).toBe(0)
  })
})

test('soak: two days and nights exceed no bound, with a sleep in which the network comes back', async () => {
  const { code, printed, stderr } = await run('soak/soak.ts', '--days', '2', '--seed', '14')
  expect(code, `${printed}${stderr}`).toBe(0)
})

test('accounts: each further one takes at most 2 MB of memory after a day', async () => {
  const { code, printed, stderr } = await run('soak/accounts.ts')
  expect(code, `${printed}${stderr}`).toBe(0)
})

describe.each([
  ['freshness.ts', readFreshnessOptions, ['--budget', '0']],
  ['tenant/tenant-load.ts', readTenantOptions, ['--clients', 'many']],
] as const)('%s with invalid arguments', (program, read, [option, wrong]) => {
  test.each<[string, string[], RegExp]>([
    ['no FILE', [], /FILE/],
    ['two FILEs', [TRACE, TRACE], /FILE/],
    ['a missing FILE', ['no-such-file.jsonl'], /no-such-file\.jsonl/],
    ['a FILE of another format', [import.meta.filename], /bench\.test\.ts:1 is no workday/],
    ['an invalid value', [TRACE, option, wrong], new RegExp(`${option}`)],
    ['an unknown option', [TRACE, '--fast'], /--fast/],
  ])('%s: throws with the reason', (_, args, reason) => {
    expect(() => read(args)).toThrow(reason)
    expect(() => read(args)).not.toThrow(/^ {4}at /m)
  })

  test('exits with code 2 and prints the usage', async () => {
    const { code, printed, stderr } = await run(program, TRACE, option, wrong)
    expect(stderr).toMatch(option)
    expect(stderr).toContain('usage: npm run bench:')
    expect(stderr).not.toMatch(/^ {4}at /m)
    expect(printed).toBe('')
    expect(code).toBe(2)
  })
})

test.each([
  ['a FILE', [TRACE], /positional/],
  ['an invalid number', ['--inputs', '1e6'], /--inputs 1e6/],
  ['an unknown option', ['--fast'], /--fast/],
])('bench:hostile with %s throws with the reason', (_, args, reason) => {
  expect(() => readHostileOptions(args)).toThrow(reason)
})
