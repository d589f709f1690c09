// The processor time of a process and of all processes that it started, from Linux's /proc.
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second in /proc: USER_HZ, which is 100 on every Linux (time(7)). */
const TICKS_PER_SECOND = 100

/** In s since the process started. */
interface ProcessTimes {
  process: number
  /** Of its children and theirs: those that have ended, and those that run. */
  children: number
}

interface Stat {
  parent: number
  ownTicks: number
  /** Of the children that have ended and were waited for. */
  endedTicks: number
}

/** Reads the text of /proc/PID/stat (proc_pid_stat(5)). The name of the program may contain spaces and brackets. */
export function readStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  // The first of these is the third of the page: the state.
  const field = (number: number) => {
    const value = Number(fields[number - 3] ?? Number.NaN)
    if (!Number.isInteger(value)) throw new Error(`field ${number} of stat is ${fields[number - 3]}`)
    return value
  }
  return { parent: field(4), ownTicks: field(14) + field(15), endedTicks: field(16) + field(17) }
}

/** Null if the process has ended meanwhile. */
function statOf(pid: string): Stat | null {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return null
  }
  return readStat(text)
}

/** Throws if the process does not run. */
export function processTimes(pid: number): ProcessTimes {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null
    if (stat) stats.set(Number(name), stat)
  }
  const own = stats.get(pid)
  if (!own) throw new Error(`process ${pid} does not run`)
  const ticksUnder = (parent: number): number =>
    [...stats]
      .filter(([, stat]) => stat.parent === parent)
      .reduce((sum, [child, stat]) => sum + stat.ownTicks + stat.endedTicks + ticksUnder(child), 0)
  return {
    process: own.ownTicks / TICKS_PER_SECOND,
    children: (own.endedTicks + ticksUnder(pid)) / TICKS_PER_SECOND,
  }
}
