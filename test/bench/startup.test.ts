import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { z } from 'zod'

const figuresSchema = z.strictObject({
  firstTrayIconMs: z.number().positive(),
  openMedianMs: z.number().positive(),
  rendererBytes: z.number().int().positive(),
  mainBytes: z.number().int().positive(),
})

async function run(...args: string[]) {
  const path = join(import.meta.dirname, '..', '..', 'bench', 'startup.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args])
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [printed, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, printed, stderr }
}

test('bench:startup prints its figures, and the window ships at most 450 kB of JavaScript', async () => {
  const { code, printed, stderr } = await run('--starts', '1', '--openings', '1')
  expect(code, stderr).toBe(0)
  const figures = figuresSchema.parse(JSON.parse(printed))
  expect(figures.rendererBytes).toBeLessThanOrEqual(450_000)
  const before = /loaded before it: (main\.js \d+ kB.*)$/m.exec(stderr)?.[1]
  const needed = /loaded when needed: (.*)$/m.exec(stderr)?.[1]
  for (const rarely of ['window-frame', 'updater', 'broker-connection', 'usb-window', 'background-portal']) {
    expect(before).not.toContain(rarely)
    expect(needed).toContain(rarely)
  }
})

test('an invalid option prints the usage', async () => {
  const { code, stderr } = await run('--openings', 'none')
  expect(code).toBe(2)
  expect(stderr).toContain('usage: npm run bench:startup')
})
