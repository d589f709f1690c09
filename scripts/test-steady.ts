// npm run test:steady -- N: runs the tests N times while all cores are busy, and prints each failure.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { FAILED } from '../test/support/failures-last.ts'

const root = join(import.meta.dirname, '..')
const logs = join(root, 'test-results', 'steady')
/** The path in vitest.config.ts. */
const report = join(root, 'test-results', 'vitest.json')
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

const reportSchema = z.object({ numPassedTests: z.number() })

interface Run {
  passed: number
  /** One line each. */
  failures: string[]
  /** ms. */
  tookMs: number
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** Runs all tests; `number` is part of the log's name. */
async function runTests(number: number, seed: number): Promise<Run> {
  await rm(report, { force: true })
  const logPath = join(logs, `run-${number}.log`)
  const log = createWriteStream(logPath)
  const beganMs = performance.now()
  const child = spawn(process.execPath, [vitest, 'run'], {
    cwd: root,
    env: { ...process.env, TALLY_LIGHT_SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  log.end()
  await finished(log)
  const text = await readFile(report, 'utf8').catch(() => '{"numPassedTests":0}')
  const { numPassedTests } = reportSchema.parse(JSON.parse(text))
  const failures = (await readFile(logPath, 'utf8')).split('\n').filter((line) => line.startsWith(FAILED))
  // vitest can end before its reporters have printed a failure.
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with ${code}: see run-${number}.log`)
  return { passed: numPassedTests, failures, tookMs: performance.now() - beganMs }
}

const times = z.coerce.number().int().min(1).safeParse(process.argv[2])
if (!times.success || process.argv.length > 3) {
  process.stderr.write('Usage: npm run test:steady -- N, where N says how often the tests run\n')
  process.exit(2)
}
await rm(logs, { recursive: true, force: true })
await mkdir(logs, { recursive: true })
// The workers end with this process.
const busy = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }))
const runs: Run[] = []
for (let number = 1; number <= times.data; number += 1) {
  const seed = randomInt(2 ** 31)
  const run = await runTests(number, seed)
  runs.push(run)
  const { passed, failures, tookMs } = run
  process.stdout.write(
    `run ${number}: ${passed} passed, ${failures.length} failed, ${seconds(tookMs)}, seed ${seed}\n`,
  )
  for (const failure of failures) process.stdout.write(`  ${failure}\n`)
}
const failed = runs.flatMap(({ failures }) => failures).length
const tookMs = runs.map((run) => run.tookMs).toSorted((one, other) => one - other)
process.stdout.write(
  `${runs.length} runs beside ${busy.length} busy cores: ${failed} failures; ${seconds(tookMs[0] ?? 0)} to ${seconds(tookMs.at(-1) ?? 0)} a run\n`,
)
process.exit(failed === 0 ? 0 : 1)
