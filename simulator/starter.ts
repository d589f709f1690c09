// Watches the process that started this one.
import { readFileSync } from 'node:fs'
import { isRunning } from '../scripts/is-running.ts'

const POLL_MS = 300

interface Link {
  pid: number
  parent: number
}

/** A process's name and parent, on Linux; null on other systems or if it has ended. */
function processStatus(pid: number): { name: string; parent: number } | null {
  try {
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? []
    return name === undefined ? null : { name, parent: Number(parent) }
  } catch {
    return null
  }
}

/** This process and, under `npm run`, npm and its shell: both outlive the process that ran npm, so their parents count too. */
function lineage(): Link[] {
  const links: Link[] = [{ pid: process.pid, parent: process.ppid }]
  if (process.env.npm_lifecycle_event === undefined) return links
  for (let pid = process.ppid; ; ) {
    const status = processStatus(pid)
    if (!status || status.parent <= 1) return links
    links.push({ pid, parent: status.parent })
    if (!/^(sh|dash|bash)$/.test(status.name)) return links
    pid = status.parent
  }
}

/** Calls `onGone` once when the process that started this one has ended. Does not keep this process alive. */
export function watchStarter(onGone: () => void): void {
  const links = lineage()
  const timer = setInterval(() => {
    const parentOf = (pid: number) => (pid === process.pid ? process.ppid : (processStatus(pid)?.parent ?? 0))
    // On Windows ppid stays the same when the parent has ended.
    if (links.every(({ pid, parent }) => parentOf(pid) === parent) && isRunning(process.ppid)) return
    clearInterval(timer)
    onGone()
  }, POLL_MS)
  timer.unref()
}
