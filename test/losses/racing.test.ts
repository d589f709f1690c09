// Two processes write to one profile at the same time, as when the single-instance lock does not work.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { colleague } from '../model/states.ts'
import { cacheOf } from '../storage/keyring.ts'
import { bundled } from '../support/bundled.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openAt, readAll } from './stored-profile.ts'

const ROUNDS = 60
const program = await bundled(join(import.meta.dirname, 'racing-writer.ts'))
const idsOf = (mine: number) => [0, 1, 2, 3, 4].map((place) => colleague(10 * mine + place).id)

/** Starts a writer and resolves when it is ready. `end` rejects if it fails. */
async function racer(folder: string, number: number) {
  const args = [folder, String(number), String(ROUNDS)]
  const child = fork(program, args)
  onTestFinished(() => void child.kill())
  const end = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`writer ${number} ended with ${code}`)
  })
  // If the test fails for another reason, `end` is not awaited.
  end.catch(() => {})
  await Promise.race([once(child, 'message'), end])
  return { begin: () => child.send('begin'), end }
}

test(`two writers do not mix their contents: the last write wins (${2 * 4 * ROUNDS} writes tried)`, async () => {
  const folder = await temporaryFolder()
  const racers = await Promise.all([racer(folder, 1), racer(folder, 2)])
  let racing = true
  for (const { begin } of racers) begin()
  const race = Promise.all(racers.map(({ end }) => end)).finally(() => {
    racing = false
  })
  let looks = 0
  while (racing) {
    // Throws if a file is incomplete, or was set aside as unreadable.
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
})
