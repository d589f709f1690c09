// A profile written by a newer version: unknown contents are kept for when the newer version is used again.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { settingsSchema } from '../../app/model/settings.ts'
import { colleague } from '../model/states.ts'
import { folderInMemory } from '../support/temporary-folder.ts'
import { OWNER, openAt } from './stored-profile.ts'

const RUNS = 60
const anything = fc.jsonValue({ maxDepth: 3 })
const unknownName = fc.string({ minLength: 1, maxLength: 12 }).map((name) => `x-${name}`)
const unknownMembers = fc.dictionary(unknownName, anything, { noNullPrototype: true, maxKeys: 4 })
const membersSchema = z.record(z.string(), z.unknown())
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

test(`a write keeps settings of a newer version, also known names with unknown values (${RUNS} tried)`, async () => {
  const folder = await folderInMemory()
  const path = join(folder, 'settings.json')
  const known = Object.keys(settingsSchema.shape).filter((name) => name !== 'language')
  const values = fc.dictionary(fc.constantFrom(...known), anything, { noNullPrototype: true, maxKeys: 3 })
  await fc.assert(
    fc.asyncProperty(unknownMembers, values, async (strange, odd) => {
      const there = JSON.parse(JSON.stringify({ ...strange, ...odd }))
      writeFileSync(path, JSON.stringify(there))
      const { settingsFile } = await openAt(folder)
      settingsFile.read()
      settingsFile.write({ language: 'ru' })
      expect(read(path)).toEqual({ ...there, language: 'ru' })
    }),
    { numRuns: RUNS },
  )
})

test(`a list of colleagues keeps the unknown members of the list and of each colleague (${RUNS} tried)`, async () => {
  const folder = await folderInMemory()
  const file = (await openAt(folder)).colleaguesFolder.fileOf(OWNER)
  file.write([])
  const path = join(folder, 'colleagues', readdirSync(join(folder, 'colleagues'))[0] ?? '')
  await fc.assert(
    fc.asyncProperty(unknownMembers, unknownMembers, async (ofList, ofOne) => {
      const there = JSON.parse(
        JSON.stringify({ ...ofList, people: [{ ...ofOne, ...colleague(1) }, colleague(2)] }),
      )
      writeFileSync(path, JSON.stringify(there))
      const { people, keptAs } = file.read()
      expect([people, keptAs]).toEqual([[colleague(1), colleague(2)], null])
      file.write([colleague(2), colleague(1, { tell: 'once' }), colleague(3)])
      const after = membersSchema.parse(read(path))
      expect(after).toEqual({
        ...there,
        people: [colleague(2), { ...there.people[0], tell: 'once' }, colleague(3)],
      })
    }),
    { numRuns: RUNS },
  )
})

test(`lines of the history that only a newer version can read are kept as long as the others (${RUNS} tried)`, async () => {
  const folder = await folderInMemory()
  const file = (await openAt(folder)).historyFolder.fileOf(OWNER)
  file.append({ at: 0, light: 'busy' })
  const path = join(folder, 'history', readdirSync(join(folder, 'history'))[0] ?? '')
  const lines = fc.array(fc.tuple(unknownMembers, fc.integer({ min: 0, max: 1000 })), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(lines, async (some) => {
      const strange = some.map(([members, at]) =>
        JSON.parse(JSON.stringify({ ...members, at, light: 'on-the-moon' })),
      )
      const there = [{ at: 100, light: 'busy' }, ...strange, { at: 900, light: null }]
      writeFileSync(path, there.map((line) => `${JSON.stringify(line)}\n`).join(''))
      expect(file.read()).toEqual([there[0], there.at(-1)])
      file.rewrite([{ at: 600, light: 'away' }], 500)
      const after = readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
      const kept = strange.filter(({ at }) => at >= 500)
      expect(after).toHaveLength(kept.length + 1)
      expect(after).toEqual(expect.arrayContaining([{ at: 600, light: 'away' }, ...kept]))
    }),
    { numRuns: RUNS },
  )
})
