// What the command line prints, with the status file of a program that runs.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readCommandAddress } from '../../../app/desktop/command-line/command-address.ts'
import { serveCommands } from '../../../app/desktop/command-line/command-server.ts'
import { runCommandLine } from '../../../app/desktop/command-line/run-command-line.ts'
import type { StatusReport } from '../../../app/model/external-outputs/status-report.ts'
import { createGuard } from '../../../app/model/guard.ts'
import { openStatusFile } from '../../../app/storage/status-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const busy = { words: 'Busy', language: 'en' as const }

interface Given {
  platform?: NodeJS.Platform
  env?: NodeJS.ProcessEnv
  /** Whether nobody holds the lock. */
  requestLock?: () => boolean
}

/** The exit code of a command in a profile, and what it prints. */
async function runIn(
  folder: string,
  args: readonly string[],
  { platform = 'linux', env = {}, requestLock = () => true }: Given = {},
) {
  let printed = ''
  const stream = {
    write(text: string, written: () => void) {
      printed += text
      written()
    },
  }
  const code = await runCommandLine(
    { getPath: () => folder, getVersion: () => '1.0.0', requestSingleInstanceLock: requestLock },
    { argv: ['tally-light', ...args], stdout: stream, stderr: stream, platform, env },
  )
  return { code, printed }
}

/** A program that runs in the profile and answers commands. */
async function runningIn(folder: string, run: Parameters<typeof serveCommands>[0]['run']) {
  const log = { warn: () => {}, error: () => {} }
  const server = serveCommands({ folder, guard: createGuard(log), log, run })
  onTestFinished(() => server.stop())
  await expect.poll(() => readCommandAddress(folder)).not.toBeNull()
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
  const { code, printed } = await runIn(folder, ['--status'], { env })
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
  expect(await runIn(folder, ['--status'])).toEqual({ code: 3, printed: 'Tally Light is not running.\n' })
  await runningIn(folder, async () => ({ done: true, text: '' }))
  const { code, printed } = await runIn(folder, ['--status'])
  expect(code).toBe(1)
  expect(printed).toMatch(/^Tally Light is running, but did not answer\./)
})

// electron: patches/chromium/feat_add_data_parameter_to_processsingleton.patch has the caller of AllowSetForegroundWindow.
describe.each(['win32', 'darwin', 'linux'] as const)('on %s', (platform) => {
  test.each([
    ['--open', true],
    ['--open', false],
    ['--check', true],
    ['--resume', true],
  ])('the answer to %s is the exit code and the line, if it is done: %s', async (command, done) => {
    for (const isFree of [true, false]) {
      const folder = await temporaryFolder()
      const events: string[] = []
      await runningIn(folder, async ({ kind }) => {
        events.push(kind)
        return { done, text: 'The answer.' }
      })
      const requestLock = () => {
        events.push('second start')
        return isFree
      }
      const result = await runIn(folder, [command], { platform, requestLock })
      expect(result).toEqual({ code: done ? 0 : 1, printed: 'The answer.\n' })
      // Only then may the program that runs take the foreground.
      const isAllowed = platform === 'win32' && command === '--open' && done
      expect(events).toEqual([command.slice(2), ...(isAllowed ? ['second start'] : [])])
    }
  })

  test('--open without a program that runs is a start, which asks for the lock itself', async () => {
    const requestLock = vi.fn(() => true)
    const folder = await temporaryFolder()
    expect(await runIn(folder, ['--open'], { platform, requestLock })).toEqual({ code: null, printed: '' })
    expect(requestLock).not.toHaveBeenCalled()
  })
})
