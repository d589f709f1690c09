// The programs of the system, started for real: what they print, and every way in which one may fail.
import { expect, test } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { createSystemPrograms } from '../../../app/signals/microphone/system-programs.ts'
import { isRunning } from '../../../scripts/is-running.ts'

const faults: unknown[] = []
const guard = createGuard({ error: (...words) => faults.push(words) })
const { run, follow } = createSystemPrograms({ ...process.env, LC_ALL: 'de_DE.UTF-8' }, guard)
const node = (script: string) => [process.execPath, ['-e', script]] as const

/** Lines until the program ends, and why it did. */
function linesOf(file: string, args: readonly string[]) {
  const lines: string[] = []
  return new Promise<{ lines: string[]; reason: string }>((resolve) => {
    follow(file, args, { onLine: (line) => lines.push(line), onEnd: (reason) => resolve({ lines, reason }) })
  })
}

test('a program prints in English, and sees its arguments as they are', async () => {
  expect(await run(process.execPath, ['-p', 'process.env.LC_ALL + process.argv[1]', '$(id); "x" *'])).toBe(
    'C$(id); "x" *\n',
  )
})

test.each([
  ['is missing', 'no-such-program', [], 'ENOENT'],
  ['fails', ...node('process.exit(3)'), 'exit 3'],
  [
    'prints too much',
    ...node('process.stdout.write("x".repeat(5_000_000))'),
    'ERR_CHILD_PROCESS_STDIO_MAXBUFFER',
  ],
  ['hangs', ...node('setInterval(() => {}, 1000)'), 'timed out'],
])('one that %s', async (_what, file, args, detail) => {
  await expect(run(file, args)).rejects.toThrow(new Error(detail))
})

test('a program that goes on is read line by line', async () => {
  const script =
    "process.stdout.write('one\\r\\ntw'); setTimeout(() => console.log('o\\n' + 'x'.repeat(100_000)), 50)"
  expect(await linesOf(...node(script))).toEqual({
    lines: ['one', 'two', 'x'.repeat(1000)],
    reason: 'exit 0',
  })
})

test.each([
  ['is missing', 'no-such-program', [], 'ENOENT'],
  ['ends', ...node('process.exit(3)'), 'exit 3'],
])('one that %s says so once', async (_what, file, args, reason) => {
  expect(await linesOf(file, args)).toEqual({ lines: [], reason })
})

test('it ends when it is stopped, and says nothing more', async () => {
  const said: string[] = []
  const pid = await new Promise<number>((resolve) => {
    const stop = follow(...node("console.log(process.pid); setInterval(() => console.log('more'), 5)"), {
      onLine(line) {
        said.push(line)
        stop()
        resolve(Number(line))
      },
      onEnd: (reason) => said.push(reason),
    })
  })
  await expect.poll(() => isRunning(pid)).toBe(false)
  expect(said).toEqual([String(pid)])
})

test('no listener threw', () => expect(faults).toEqual([]))
