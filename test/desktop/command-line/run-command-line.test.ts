// What the command line prints, with the status file of a program that runs.
import { expect, onTestFinished, test, vi } from 'vitest'
import { readCommandAddress } from '../../../app/desktop/command-line/command-address.ts'
import { serveCommands } from '../../../app/desktop/command-line/command-server.ts'
import { runCommandLine } from '../../../app/desktop/command-line/run-command-line.ts'
import type { StatusReport } from '../../../app/model/external-outputs/status-report.ts'
import { createGuard } from '../../../app/model/guard.ts'
import { openStatusFile } from '../../../app/storage/status-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const busy = { words: 'Busy', language: 'en' as const }

/** The exit code of `--status` in a profile, and what it prints. */
async function statusIn(folder: string, env: NodeJS.ProcessEnv) {
  let printed = ''
  const stream = {
    write(text: string, written: () => void) {
      printed += text
      written()
    },
  }
  const code = await runCommandLine(
    { getPath: () => folder, getVersion: () => '1.0.0' },
    { argv: ['tally-light', '--status'], stdout: stream, stderr: stream, platform: 'linux', env },
  )
  return { code, printed }
}

/** What `--status` prints while the program shows these words. */
async function printedStatus(shown: Pick<StatusReport, 'words' | 'language'>, env: NodeJS.ProcessEnv) {
  // No midnight passes, and no clock repeats this hour.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T12:00:00Z') })
  onTestFinished(() => void vi.useRealTimers())
  const folder = await temporaryFolder()
  const now = new Date().toISOString()
  openStatusFile(folder).write({
    ...shown,
    light: 'busy',
    person: null,
    since: now,
    stale: false,
    outOfOffice: false,
    writtenAt: now,
    version: '1.0.0',
    pid: process.pid,
  })
  const { code, printed } = await statusIn(folder, env)
  expect(code).toBe(0)
  return printed
}

test.each([
  [{ LC_TIME: 'en_GB.UTF-8' }, /^Busy since \d\d:\d\d\n$/],
  [{ LC_TIME: 'en_US.UTF-8' }, /^Busy since \d?\d:\d\d [ap]m\n$/],
  [{ LC_TIME: 'en_US.UTF-8', LC_ALL: 'C' }, /^Busy since \d\d:\d\d\n$/],
])('--status has the time as the tray has it, with %j', async (env, line) => {
  expect(await printedStatus(busy, env)).toMatch(line)
})

test('--status is in the language of the program that runs', async () => {
  const printed = await printedStatus({ words: 'Занят', language: 'ru' }, { LC_TIME: 'ru_RU.UTF-8' })
  expect(printed).toMatch(/^Занят [а-я ]+\d\d:\d\d\n$/)
})

test('--status does not say that a program without a status file does not run', async () => {
  const folder = await temporaryFolder()
  expect(await statusIn(folder, {})).toEqual({ code: 3, printed: 'Tally Light is not running.\n' })
  const log = { warn: () => {}, error: () => {} }
  const server = serveCommands({
    folder,
    guard: createGuard(log),
    log,
    run: async () => ({ done: true, text: '' }),
  })
  onTestFinished(() => server.stop())
  await expect.poll(() => readCommandAddress(folder)).not.toBeNull()
  const { code, printed } = await statusIn(folder, {})
  expect(code).toBe(1)
  expect(printed).toMatch(/^Tally Light is running, but did not answer\./)
})
