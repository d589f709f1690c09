// Reads the arguments of the benchmarks. A wrong call prints one line and ends with exit code 2.
import { parseArgs } from 'node:util'
import { readWorkdays, type Workday } from './workday.ts'

/** What `read` returns; when it throws, prints the reason and the usage, and ends the process with 2. */
export function orUsage<Value>(usage: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    return wrongCall(usage, error instanceof Error ? error.message : String(error))
  }
}

export function wrongCall(usage: string, reason: string): never {
  process.stderr.write(`${reason}\nusage: ${usage}\n`)
  process.exit(2)
}

/** The arguments of bench:freshness. Throws with a message. */
export function readFreshnessCall(words: string[]): { days: Workday[]; budget: number | null } {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { budget: { type: 'string' } },
  })
  const file = onlyFile(positionals)
  const budget = values.budget === undefined ? null : Number(values.budget)
  if (budget !== null && !(budget > 0)) throw new Error(`--budget ${values.budget}: a number above 0`)
  return { days: readWorkdays(file), budget }
}

/** The arguments of bench:tenant. Throws with a message. */
export function readTenantCall(words: string[]): { days: Workday[]; count: number; known: boolean } {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { clients: { type: 'string', default: '10000' }, known: { type: 'boolean', default: false } },
  })
  const file = onlyFile(positionals)
  const count = Number(values.clients)
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`--clients ${values.clients}: a whole number from 1 on`)
  return { days: readWorkdays(file), count, known: values.known }
}

/** The argument of bench:faulty-day: a trace. Throws with a message. */
export const readDays = (words: string[]): Workday[] => readWorkdays(onlyFile(words))

export interface HostileCall {
  /** Raw requests to the port of a sign-in. */
  requests: number
  /** Texts and answers to read. */
  inputs: number
  /** Of a follower. */
  weeks: number
  seed: number
}

/** The arguments of bench:hostile. Throws with a message. */
export function readHostileCall(words: string[]): HostileCall {
  const text = (usual: number) => ({ type: 'string', default: String(usual) }) as const
  const { values } = parseArgs({
    args: words,
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
