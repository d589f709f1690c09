// Two programs on one profile at once, as where the lock of the first is not seen by the second.
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { colleague } from '../presence/states.ts'
import { cacheOf } from '../storage/keyring.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openAt, readAll } from './kept.ts'

const ROUNDS = 60
const idsOf = (mine: number) => [0, 1, 2, 3, 4].map((place) => colleague(10 * mine + place).id)

test(`two writers destroy nothing of each other: the last wins whole (${2 * 4 * ROUNDS} writes tried)`, async () => {
  const folder = await temporaryFolder()
  const begin = String(Date.now() + 1500)
  const racer = (number: string) =>
    promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', join(import.meta.dirname, 'racing.ts')],
      ...[folder, number, begin, String(ROUNDS)],
    ])
  let racing = true
  const race = Promise.all([racer('1'), racer('2')]).finally(() => {
    racing = false
  })
  let looks = 0
  while (racing) {
    // Throws where a file is half, or set aside as one that nobody can read.
    const { settings, people } = await readAll(await openAt(folder))
    expect(settings.intervalSeconds).toBeGreaterThan(0)
    const writers = [1, 2].filter((mine) => people.some(({ id }) => idsOf(mine).includes(id)))
    expect(writers.length).toBeLessThan(2)
    looks += 1
  }
  await race
  const { settings, tokens, people, records } = await readAll(await openAt(folder))
  const last = ROUNDS - 1
  expect([100 + last, 200 + last]).toContain(settings.intervalSeconds)
  expect([1, 2].map((mine) => cacheOf(`${mine} ${last} `.repeat(200)))).toContain(tokens)
  expect([idsOf(1), idsOf(2)]).toContainEqual(people.map(({ id }) => id))
  const expected = [1, 2].flatMap((mine) => Array.from({ length: ROUNDS }, (_, round) => 1000 * mine + round))
  expect(records.map(({ at }) => at).toSorted((one, other) => one - other)).toEqual(expected)
  expect((await readdir(folder)).filter((name) => /tmp|unreadable/.test(name))).toEqual([])
  expect(looks).toBeGreaterThan(5)
}, 60_000)
