// The processor times from /proc, and the command line of bench:processor.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { processTimes, readStat } from '../../bench/process-times.ts'

describe('the line of /proc/PID/stat', () => {
  test('is read, whatever the name of the program contains', () => {
    const line =
      '26399 (a) R 1 (b) S 26388 26388 21001 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 1 0 7545814 3133440'
    expect(readStat(line)).toEqual({ parent: 26_388, ownTicks: 15, endedTicks: 45 })
  })

  test.each(['', '1 (a) S', '1 (a) S 2 3 4 5 6 7 8 9 10 11 many 13 14 15'])('%j is an error', (line) => {
    expect(() => readStat(line)).toThrow(/field \d+ of stat/)
  })
})

describe.runIf(process.platform === 'linux')('the times of this process', () => {
  test('contain those of children that have ended', () => {
    const before = processTimes(process.pid)
    spawnSync(process.execPath, ['-e', 'while (process.cpuUsage().user < 200_000);'])
    const after = processTimes(process.pid)
    expect(after.children - before.children).toBeGreaterThanOrEqual(0.19)
    expect(after.process).toBeGreaterThanOrEqual(before.process)
  })

  test('of a process that does not run are an error', () => {
    expect(() => processTimes(2 ** 30)).toThrow('does not run')
  })
})

test('an invalid option prints the usage', () => {
  const path = join(import.meta.dirname, '..', '..', 'bench', 'processor.ts')
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', path, '--minutes', '0'], {
    encoding: 'utf8',
  })
  expect(status).toBe(2)
  expect(stderr).toContain('usage: npm run bench:processor')
})
