// The driver of programs, with real programs: what they receive, and every way in which they fail.
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../../../../app/desktop/system-clock.ts'
import type { TargetOf } from '../../../../app/model/external-outputs/output-target.ts'
import { createProgramDriver } from '../../../../app/outputs/external/program/program-driver.ts'
import { problemWords } from '../../../../words/problem-words.ts'
import { wordsIn } from '../../../../words/words.ts'
import { processorMsSince } from '../../../support/processor-time.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { createHurriedClock, driverParts, inACall, problemOfSending, quitting } from '../driver-parts.ts'

const node = process.execPath
/** A clock whose timers run when they are due. */
const real = { ...createHurriedClock(), ...systemClock }

function createDriver(
  file: string,
  args: readonly string[] = [],
  {
    clock = createHurriedClock(),
    longestSeconds = 10,
  }: { clock?: ReturnType<typeof createHurriedClock>; longestSeconds?: number } = {},
) {
  const target: TargetOf<'program'> = { kind: 'program', file, arguments: [...args], longestSeconds }
  const driver = createProgramDriver(driverParts<'program'>(target, {}, clock))
  return { driver, clock }
}

/** A program of Node.js that is started with `args`, after `code`. */
const running = (code: string, ...args: string[]) => createDriver(node, ['-e', code, '--', ...args])

/** Writes to `path` what it received. */
const recorder = (path: string) =>
  `require('fs').writeFileSync(${JSON.stringify(path)}, JSON.stringify(
    { args: process.argv.slice(1), cwd: process.cwd(), env: process.env }))`
const receivedAt = (path: string): { args: string[]; cwd: string; env: Record<string, string> } =>
  JSON.parse(readFileSync(path, 'utf8'))

describe('what a program receives', () => {
  test('is the light in arguments and environment, in the home folder', async () => {
    const path = join(await temporaryFolder(), 'received')
    vi.stubEnv('ELECTRON_RUN_AS_NODE', '1')
    vi.stubEnv('TALLY_LIGHT_MICROSOFT', 'http://127.0.0.1:1')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { driver, clock } = running(
      recorder(path),
      '{{light}}',
      'a {{activity}} b',
      '',
      '{{colour}}',
      '$HOME *',
    )
    expect(await problemOfSending(driver, { ...inACall, outOfOffice: true })).toBeNull()
    const { args, cwd, env } = receivedAt(path)
    expect(args).toEqual(['in-a-call', 'a In a call b', '', '#ff0000', '$HOME *'])
    expect(cwd).toBe(realpathSync(homedir()))
    expect(env).toMatchObject({ TALLY_LIGHT_LIGHT: 'in-a-call', TALLY_LIGHT_OUT_OF_OFFICE: 'true' })
    expect(env.PATH).toBe(process.env.PATH)
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(env).not.toHaveProperty('TALLY_LIGHT_MICROSOFT')
    expect(clock.waiting()).toBe(0)
    expect(await problemOfSending(driver, quitting)).toBeNull()
    expect(receivedAt(path).args[0]).toBe('off')
  })

  test.skipIf(process.platform === 'win32')('is any text, byte for byte', async () => {
    const folder = await temporaryFolder()
    const script = join(folder, 'record')
    const variables = '"$TALLY_LIGHT_NAME" "$TALLY_LIGHT_ACTIVITY"'
    // A faster program than Node.js.
    writeFileSync(script, `#!/bin/sh\nprintf '%s\\0' "$@" ${variables} > '${folder}/out'\n`, { mode: 0o700 })
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', ' ', '"', "'", '\\', '\\"', '$(touch x)', '`x`', ';', '&&', '%PATH%', '!x!', '^'),
      fc.constantFrom('\n', '\r\n', 'x\n\n', '-n', '--', '*', '~', 'é😀', '{{name}}', '$&'),
    )
    const { driver } = createDriver(script, ['{{name}}', '<{{activity}}>{{name}}'])
    await fc.assert(
      fc.asyncProperty(text, text, async (name, activity) => {
        expect(await problemOfSending(driver, { ...inACall, name, activity })).toBeNull()
        // A text ends at NUL, and lone surrogates have no UTF-8.
        const sent = [name, `<${activity}>${name}`, name, activity].map(
          (one) => `${one.replaceAll('\0', '')}\0`,
        )
        expect(readFileSync(join(folder, 'out'))).toEqual(Buffer.concat(sent.map((one) => Buffer.from(one))))
      }),
    )
  })

  test.skipIf(process.platform === 'win32')('also a script of the shell', async () => {
    const folder = await temporaryFolder()
    const script = join(folder, 'a script.sh')
    writeFileSync(script, `#!/bin/sh\nprintf '%s|%s' "$TALLY_LIGHT_LIGHT" "$1" > '${folder}/out'\n`, {
      mode: 0o700,
    })
    expect(await problemOfSending(createDriver(script, ['{{name}}']).driver)).toBeNull()
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('in-a-call|Ada Lovelace')
  })
})

describe('a program that', () => {
  test.each([
    ['process.exit(3)', 'exit code 3'],
    ["console.error('first\\nno such lamp\\n'); process.exitCode = 1", 'exit code 1: no such lamp'],
    [
      "console.error('Authorization: Bearer abcdefghijklmnop'); process.exit(1)",
      'exit code 1: Authorization: [hidden]',
    ],
    ["process.stderr.write('\\u001b[31m\\u202ered\\u0007'); process.exitCode = 2", 'exit code 2: [31mred'],
  ])('fails: %s', async (code, detail) => {
    const problem = await problemOfSending(running(code).driver)
    expect(problem).toMatchObject({ kind: 'output-program-failed', next: 'retries', file: node })
    if (detail.includes('hidden'))
      expect(problem).not.toMatchObject({ detail: expect.stringContaining('abcdefgh') })
    else expect(problem).toMatchObject({ detail })
  })

  test.skipIf(process.platform === 'win32')('is ended by a signal', async () => {
    const problem = await problemOfSending(running("process.kill(process.pid, 'SIGTERM')").driver)
    expect(problem).toMatchObject({ kind: 'output-program-failed', detail: 'SIGTERM' })
  })

  test('prints without end on its standard output, or a lot on the other, and succeeds', async () => {
    const flood = "for (let i = 0; i < 200; i++) require('fs').writeSync(FD, 'x'.repeat(10_000))"
    for (const fd of ['1', '2']) {
      const { driver } = createDriver(node, ['-e', flood.replace('FD', fd)], { clock: real })
      expect(await problemOfSending(driver)).toBeNull()
    }
  })

  test('floods its standard error until the limit: the main process is not occupied', async () => {
    const started = process.cpuUsage()
    const flood = "for (;;) require('fs').writeSync(2, 'x'.repeat(65536))"
    const { driver } = createDriver(node, ['-e', flood], { clock: real, longestSeconds: 2 })
    expect(await problemOfSending(driver)).toMatchObject({ kind: 'output-program-hung', afterMs: 2000 })
    expect(processorMsSince(started)).toBeLessThan(1000)
  })
})

describe('a program that does not end', () => {
  const isRunning = (pid: number) => {
    try {
      process.kill(pid, 0)
      // Nobody has waited for it yet, but it has ended.
      const stat = `/proc/${pid}/stat`
      return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ')
    } catch {
      return false
    }
  }

  test.skipIf(process.platform !== 'linux')(
    'is killed with its children, also one that ignores signals',
    async () => {
      const folder = await temporaryFolder()
      const script = join(folder, 'hang')
      writeFileSync(
        script,
        `#!/bin/sh\ntrap '' TERM INT HUP\nsleep 600 &\necho $! > '${folder}/child'\n(trap '' TERM; sleep 600) &\necho $! > '${folder}/other'\necho $$ > '${folder}/self.new'\nmv '${folder}/self.new' '${folder}/self'\nwait\n`,
        { mode: 0o700 },
      )
      const { driver, clock } = createDriver(script)
      const outcome = problemOfSending(driver)
      await expect.poll(() => existsSync(join(folder, 'self'))).toBe(true)
      const pids = ['self', 'child', 'other'].map((name) => Number(readFileSync(join(folder, name), 'utf8')))
      expect(pids.map(isRunning)).toEqual([true, true, true])
      clock.hurry()
      const problem = await outcome
      expect(problem).toEqual({ kind: 'output-program-hung', next: 'retries', file: script, afterMs: 10_000 })
      await expect.poll(() => pids.map(isRunning)).toEqual([false, false, false])
      expect(clock.waiting()).toBe(0)
      if (problem) expect(problemWords(problem, wordsIn('en')).meaning).toContain('10 seconds')
    },
  )

  test('is killed when the message is aborted, also before the start', async () => {
    const { driver, clock } = running('setInterval(() => {}, 1000)')
    const end = new AbortController()
    const outcome = problemOfSending(driver, inACall, end.signal)
    await expect.poll(clock.waiting).toBe(1)
    end.abort()
    expect(await outcome).not.toBeNull()
    expect(await problemOfSending(driver, inACall, AbortSignal.abort())).not.toBeNull()
    expect(clock.waiting()).toBe(0)
  })

  test.skipIf(process.platform === 'win32')(
    'has ended, but a child of it keeps running: it is not waited for',
    async () => {
      const folder = await temporaryFolder()
      const script = join(folder, 'daemon')
      writeFileSync(
        script,
        `#!/bin/sh\necho $$ > '${folder}/self'\nsleep 600 &\necho $! > '${folder}/child'\n`,
        { mode: 0o700 },
      )
      const { driver, clock } = createDriver(script)
      const outcome = problemOfSending(driver)
      const pidIn = (name: string) => Number(readFileSync(join(folder, name), 'utf8'))
      await expect.poll(() => existsSync(join(folder, 'child')) && !isRunning(pidIn('self'))).toBe(true)
      // After the end the last output is waited for.
      const hurrying = setInterval(clock.hurry, 300)
      onTestFinished(() => clearInterval(hurrying))
      expect(await outcome).toBeNull()
      expect(isRunning(pidIn('child'))).toBe(true)
      process.kill(pidIn('child'))
    },
  )
})

describe('not started', () => {
  test('a missing file, a folder, a file that may not be run', async () => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'text'), 'no program', { mode: 0o600 })
    for (const file of [join(folder, 'missing'), folder, join(folder, 'text'), join(folder, 'text', 'x')]) {
      const problem = await problemOfSending(createDriver(file).driver)
      expect(problem).toMatchObject({ kind: 'output-program-not-started', next: 'person', file })
      expect(problem && 'detail' in problem && problem.detail).toMatch(/^E[A-Z]+$/)
    }
  })

  test('a NUL in the file or the arguments of edited settings', async () => {
    for (const driver of [createDriver(`${node}\0`).driver, createDriver(node, ['a\0b']).driver])
      expect(await problemOfSending(driver)).toMatchObject({ kind: 'output-program-not-started' })
  })

  test('a name without a path, although PATH has it', async () => {
    expect(await problemOfSending(createDriver('node').driver)).toEqual({
      kind: 'output-program-not-absolute',
      next: 'person',
      file: 'node',
    })
  })
})
