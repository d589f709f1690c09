// Parses the command lines of the benchmarks. An invalid one prints a line and the usage, and exits with code 2.
import { parseArgs } from 'node:util'
import { errorText } from '../app/model/problems/thrown-error.ts'
import { readWorkdays, type Workday } from './workday.ts'
import type { GeneratorOptions } from './workdays/workday-generator.ts'
import { isHabit, usualHabits } from './workdays/workday-habits.ts'

/** Returns the result of `read`. If it throws, prints the message and the usage, and exits with code 2. */
export function orUsage<Value>(usage: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    return exitWithUsage(usage, errorText(error))
  }
}

export function exitWithUsage(usage: string, reason: string): never {
  process.stderr.write(`${reason}\nusage: ${usage}\n`)
  process.exit(2)
}

/** The options of bench:freshness. Throws on invalid ones. */
export function readFreshnessOptions(args: string[]): { days: Workday[]; budget: number | null } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { budget: { type: 'string' } },
  })
  const file = onlyFile(positionals)
  const budget = values.budget === undefined ? null : Number(values.budget)
  if (budget !== null && !(budget > 0)) throw new Error(`--budget ${values.budget}: a number above 0`)
  return { days: readWorkdays(file), budget }
}

interface TenantOptions {
  days: Workday[]
  /** People of the tenant. */
  count: number
  /** Played in a row. */
  mornings: number
  /** An administrator set the number of people. */
  known: boolean
}

/** The arguments of bench:tenant. Throws with a message. */
export function readTenantOptions(args: string[]): TenantOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      clients: { type: 'string', default: '10000' },
      days: { type: 'string', default: '1' },
      known: { type: 'boolean', default: false },
    },
  })
  const file = onlyFile(positionals)
  const whole = (name: 'clients' | 'days') => {
    const value = Number(values[name])
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`--${name} ${values[name]}: a whole number from 1 on`)
    return value
  }
  const [count, mornings] = [whole('clients'), whole('days')]
  return { days: readWorkdays(file), count, mornings, known: values.known }
}

/** The options of bench:faulty-day: a trace. Throws on invalid ones. */
export const readFaultyDayOptions = (args: string[]): Workday[] => readWorkdays(onlyFile(args))

/** The options of bench:workdays. Throws on invalid ones. */
export function readWorkdaysOptions(args: string[]): GeneratorOptions {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      microphone: { type: 'string', default: '0' },
      set: { type: 'string', multiple: true, default: [] },
    },
  })
  const { days, seed, microphone } = values
  if (!/^[1-9]\d{0,5}$/.test(days)) throw new Error(`--days ${days}: a whole number from 1`)
  if (!/^\d{1,10}$/.test(seed)) throw new Error(`--seed ${seed}: a whole number`)
  if (!/^[01]$/.test(microphone)) throw new Error(`--microphone ${microphone}: 0 or 1`)
  const habits = { ...usualHabits }
  for (const setting of values.set) {
    const [, name = '', number = ''] = /^(\w+)=(-?\d+(?:\.\d+)?)$/.exec(setting) ?? []
    if (!isHabit(name))
      throw new Error(`--set ${setting}: one of ${Object.keys(habits).join(', ')}, = and a number`)
    habits[name] = Number(number)
  }
  return { days: Number(days), seed: Number(seed), microphone: microphone === '1', habits }
}

interface HostileOptions {
  /** Number of raw requests to the sign-in's port. */
  requests: number
  /** Number of texts and responses to parse. */
  inputs: number
  /** Simulated weeks of the follower. */
  weeks: number
  seed: number
}

/** The options of bench:hostile. Throws on invalid ones. */
export function readHostileOptions(args: string[]): HostileOptions {
  const text = (usual: number) => ({ type: 'string', default: String(usual) }) as const
  const { values } = parseArgs({
    args,
    options: {
      requests: text(100_000),
      inputs: text(1_000_000),
      weeks: text(50),
      seed: text(Math.floor(Math.random() * 2 ** 31)),
    },
  })
  const number = (name: keyof typeof values) => {
    const value = values[name]
    if (!/^\d{1,10}$/.test(value)) throw new Error(`--${name} ${value}: a whole number`)
    return Number(value)
  }
  return {
    requests: number('requests'),
    inputs: number('inputs'),
    weeks: number('weeks'),
    seed: number('seed'),
  }
}

function onlyFile([file, ...others]: string[]): string {
  if (!file || others.length > 0) throw new Error('one FILE is needed')
  return file
}
