// Every function of app/reading is total: it never throws, for any input.
import { expect, test } from 'vitest'
import { readers, readHostileInputs } from '../../bench/hostile/hostile-reading.ts'
import { pieces } from '../../bench/hostile/hostile-text.ts'

const seed = Number(process.env.TALLY_LIGHT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const INPUTS = 1200

test('every function is called', () => {
  const modules = import.meta.glob<Record<string, unknown>>('../../app/reading/*.ts', { eager: true })
  const names = Object.values(modules).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  )
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !(name in readers))).toEqual([])
})

test(`nothing is thrown, and no number is NaN (${INPUTS} inputs, seed ${seed})`, async () => {
  // At this length quadratic time exceeds the limit of a test.
  const longPieces = pieces.slice(seed % pieces.length).slice(0, 1)
  const { threw, strange, read } = await readHostileInputs({ inputs: INPUTS, seed, longPieces })
  expect(read).toBeGreaterThanOrEqual(INPUTS)
  expect({ threw, strange }).toEqual({ threw: [], strange: [] })
})
