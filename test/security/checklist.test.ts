// Checks all items of Electron's security checklist on the built app in the simulator, its sources and its package.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { spawnSimulator } from '../simulator/simulator-process.ts'
import { checklist } from './checklist.ts'
import { type Evidence, gather, seenSchema } from './checklist-evidence.ts'

const items = Object.entries(checklist)
let evidence: Evidence
let profile = ''

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'tally-light-checklist-'))
  const inFront = [join(import.meta.dirname, 'preloaded-witness.ts')]
  const simulator = spawnSimulator({ profile, microsoft: null, inFront })
  await simulator.ready
  const report = () => /^seen: (.*)$/m.exec(simulator.output())?.[1]
  const seen = await vi.waitUntil(report, { timeout: 60_000 })
  evidence = gather(seenSchema.parse(JSON.parse(seen)))
  await simulator.kill()
})
afterAll(() => rm(profile, { recursive: true, force: true, maxRetries: 3 }))

test('the checklist has 20 items', () => {
  expect(items.map(([number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
})

test.each(items)('item %s holds', (_number, { complaints }) => {
  expect(complaints(evidence)).toEqual([])
})

const ways = items.reduce((count, [, { weakened }]) => count + weakened.length, 0)

test.each(items)(
  `item %s complains when it is weakened (${ways} ways tried in all)`,
  (_number, { complaints, weakened }) => {
    expect(weakened.length).toBeGreaterThan(0)
    for (const weaken of weakened) expect(complaints(weaken(evidence)), String(weaken)).not.toEqual([])
  },
)
