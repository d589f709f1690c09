import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { z } from 'zod'

const figuresSchema = z.strictObject({
  changes: z.literal(5),
  /** Of each change at the seven outputs that work. */
  arrived: z.literal(35),
  trayAloneP95Ms: z.number().positive(),
  trayP95Ms: z.number().positive(),
  outputP50Ms: z.number().positive(),
  outputP95Ms: z.number().positive(),
})

async function run(...args: string[]) {
  const path = join(import.meta.dirname, '..', '..', 'bench', 'outputs.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args])
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [printed, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, printed, stderr }
}

test('bench:outputs prints its figures, each change arrives beside outputs that hang, and a slow tray is a failure', async () => {
  const { code, printed, stderr } = await run('--changes', '5')
  const { trayP95Ms } = figuresSchema.parse(JSON.parse(printed))
  // The time that a bench on an idle machine may take.
  expect(code, stderr).toBe(trayP95Ms <= 50 ? 0 : 1)
  expect(stderr).toMatch(/^tray without outputs: p50 [\d.]+ ms/m)
})

test('an invalid option prints the usage', async () => {
  const { code, stderr } = await run('--changes', 'none')
  expect(code).toBe(2)
  expect(stderr).toContain('usage: npm run bench:outputs')
})
