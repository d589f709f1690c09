// The generated workdays: those of test/traces, and days that are valid whatever the seed and habits.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readWorkdaysOptions } from '../../bench/bench-options.ts'
import { generateWorkdays } from '../../bench/workdays/workday-generator.ts'
import { usualHabits } from '../../bench/workdays/workday-habits.ts'

const SEED = 20_261_123
const traces = join(import.meta.dirname, '..', 'traces')

const isAscending = (times: readonly number[]) =>
  times.every((t, index) => index === 0 || t >= (times[index - 1] ?? t))

test.each([
  ['workdays.jsonl', false],
  ['workdays-with-microphone.jsonl', true],
] as const)('%s is generated to the byte', (name, microphone) => {
  const days = generateWorkdays({ days: 60, seed: SEED, microphone, habits: usualHabits })
  const lines = Array.from(days, (day) => `${JSON.stringify(day)}\n`)
  expect(lines.join('')).toBe(readFileSync(join(traces, name), 'utf8'))
})

test('other seeds and habits give other days, which are valid', () => {
  const habits = fc.record(
    Object.fromEntries(
      Object.entries(usualHabits).map(([name, usual]) => [
        name,
        fc.double({ min: 0, max: 3 * usual, noNaN: true }),
      ]),
    ),
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.boolean(),
      habits,
      (seed, microphone, changed) => {
        const options = { days: 3, seed, microphone, habits: { ...usualHabits, ...changed } }
        const days = [...generateWorkdays(options)]
        expect(days.map(({ id }) => id)).toEqual([1, 2, 3])
        for (const { length, changes, signals, idle, meetings, glances } of days) {
          expect(changes[0]?.t).toBe(0)
          expect(isAscending(changes.map(({ t }) => t))).toBe(true)
          expect(isAscending(signals.map(({ t }) => t))).toBe(true)
          expect(isAscending(glances)).toBe(true)
          expect(isAscending(idle.flat())).toBe(true)
          for (const [from, to] of meetings) expect(0 <= from && from < to && to <= length).toBe(true)
          if (!microphone) expect(signals.some(({ kind }) => kind.startsWith('microphone'))).toBe(false)
        }
      },
    ),
    { numRuns: 50 },
  )
})

describe('bench:workdays', () => {
  const run = (...args: string[]) => {
    const path = join(import.meta.dirname, '..', '..', 'bench', 'workdays', 'workdays.ts')
    return spawnSync(process.execPath, ['--import', 'tsx', path, ...args], { encoding: 'utf8' })
  }

  test('writes a day in each line', () => {
    const { stdout, status } = run('--days', '2', '--seed', String(SEED), '--microphone', '1')
    const [first, second] = readFileSync(join(traces, 'workdays-with-microphone.jsonl'), 'utf8').split('\n')
    expect(stdout).toBe(`${first}\n${second}\n`)
    expect(status).toBe(0)
  })

  test('takes habits, and prints the usage for an invalid option', () => {
    const { habits } = readWorkdaysOptions(['--set', 'joins=0.5', '--set', 'joinLate=-30'])
    expect(habits).toEqual({ ...usualHabits, joins: 0.5, joinLate: -30 })
    for (const args of [
      ['--days', '0'],
      ['--seed', 'x'],
      ['--microphone', '2'],
      ['--set', 'joins'],
      ['--set', 'joins=some'],
      ['--set', 'toString=1'],
      ['--week'],
    ])
      expect(() => readWorkdaysOptions(args), args.join(' ')).toThrow()
    const { status, stderr } = run('--set', 'naps=3')
    expect(status).toBe(2)
    expect(stderr).toMatch(/--set naps=3: one of meetingsPerDay, [\s\S]*usage: npm run -s bench:workdays/)
  })
})
