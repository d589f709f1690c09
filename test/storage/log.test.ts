// The log's files rotate, stay small, and contain no secret.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import electronLog from 'electron-log/node'
import { expect, test } from 'vitest'
import { type LogParts, openLog } from '../../app/storage/log.ts'
import { carriers, secrets } from '../losses/secret-shapes.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PIECE = 9

/** Removes the hooks of logs that were opened before, which would redact each line too. */
function openAnew(parts: LogParts) {
  electronLog.hooks.length = 0
  return openLog(parts)
}

test('writes debug lines only if verbose; rotates files up to two megabytes; reads the last lines across files', async () => {
  const folder = await temporaryFolder()
  const quiet = openAnew({ folder, isPackaged: true, verbose: false })
  quiet.debug('a request')
  quiet.info('a light')
  openAnew({ folder, isPackaged: true, verbose: true }).debug('another request')
  expect(await readFile(join(folder, 'main.log'), 'utf8')).toMatch(
    /^\S+ \S+ \[info\]\s+a light\n.*\[debug\]\s+another request\n$/,
  )
  const log = openAnew({ folder, isPackaged: true, verbose: false })
  for (let line = 0; line < 800; line++) log.info(`line ${line}: ${'a b '.repeat(1000)}`)
  expect((await readdir(folder)).toSorted()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log'])
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  )
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000)
  const last = await log.lastLines(130)
  expect(last.map((line) => /line (\d+)/.exec(line)?.[1])).toEqual(
    Array.from({ length: 130 }, (_, at) => String(670 + at)),
  )
  if (process.platform !== 'win32') expect((await stat(join(folder, 'main.log'))).mode & 0o077).toBe(0)
})

test(`the files contain no secret (${secrets.length * carriers.length} lines written)`, async () => {
  const folder = await temporaryFolder()
  const log = openAnew({ folder, isPackaged: true, verbose: false })
  for (const [, secret] of secrets) for (const [, carry] of carriers) log.warn('Problem', carry(secret))
  const names = await readdir(folder)
  const text = (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
  expect(text.match(/\[warn\]/g)).toHaveLength(secrets.length * carriers.length)
  for (const [shape, secret] of secrets) {
    for (let at = 0; at + PIECE <= secret.length; at++) {
      expect(text.includes(secret.slice(at, at + PIECE)), `${shape} from letter ${at}`).toBe(false)
    }
  }
})
