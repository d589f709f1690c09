// The commands of the command line over a real socket: answers, refusals, and what a killed program leaves.
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readCommandAddress } from '../../../app/desktop/command-line/command-address.ts'
import type { RemoteAnswer, RemoteCommand } from '../../../app/desktop/command-line/command-messages.ts'
import { serveCommands } from '../../../app/desktop/command-line/command-server.ts'
import { sendCommand } from '../../../app/desktop/command-line/send-command.ts'
import { createGuard } from '../../../app/model/guard.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const done = (text: string): RemoteAnswer => ({ done: true, text })

function serve(folder: string, run: (command: RemoteCommand) => Promise<RemoteAnswer>) {
  const warnings: unknown[] = []
  const errors: unknown[] = []
  const server = serveCommands({
    folder,
    guard: createGuard({ error: (...what) => void errors.push(what) }),
    log: { warn: (...what) => void warnings.push(what) },
    run,
  })
  onTestFinished(() => server.stop())
  return { server, warnings, errors }
}

async function listening(...given: Parameters<typeof serve>) {
  const served = serve(...given)
  const [folder] = given
  await expect.poll(() => readCommandAddress(folder)).not.toBeNull()
  return served
}

/** Sends bytes as they are; resolves to the answer once the connection is closed. */
function sendRaw(path: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.write(text))
    let answer = ''
    socket.on('data', (piece) => {
      answer += piece.toString()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
  })
}

test('a command is carried out and answered', async () => {
  const folder = await temporaryFolder()
  const commands: RemoteCommand[] = []
  await listening(folder, async (command) => {
    commands.push(command)
    return done(`did ${command.kind}`)
  })
  const sent = await sendCommand(folder, { kind: 'pause', length: 30 })
  expect(sent).toEqual({ kind: 'answered', answer: done('did pause') })
  expect(commands).toEqual([{ kind: 'pause', length: 30 }])
})

test('several at once get their own answers', async () => {
  const folder = await temporaryFolder()
  await listening(folder, async (command) =>
    done(command.kind === 'pause' ? String(command.length) : command.kind),
  )
  const lengths = [1, 2, 3, 4, 5, 6]
  const answers = await Promise.all(lengths.map((length) => sendCommand(folder, { kind: 'pause', length })))
  expect(answers).toEqual(lengths.map((length) => ({ kind: 'answered', answer: done(String(length)) })))
})

test('only this user can read the address and connect', async () => {
  const folder = await temporaryFolder()
  await listening(folder, async () => done(''))
  const address = readCommandAddress(folder)
  await expect.poll(async () => (await stat(address?.path ?? '')).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'command-line.json'))).mode & 0o777).toBe(0o600)
})

test('without the token, or with anything else than a command, nothing is done and nothing is answered', async () => {
  const folder = await temporaryFolder()
  const run = vi.fn(async () => done(''))
  const { errors } = await listening(folder, run)
  const { path, token } = readCommandAddress(folder) ?? { path: '', token: '' }
  const command = { kind: 'open' }
  const lines = [
    JSON.stringify({ command }),
    JSON.stringify({ token: '', command }),
    JSON.stringify({ token: `${token}0`, command }),
    JSON.stringify({ token: token.replace(/^./, (first) => (first === '0' ? '1' : '0')), command }),
    JSON.stringify({ token, command: { kind: 'quit' } }),
    JSON.stringify({ token, command: { kind: 'pause', length: 100_000 } }),
    JSON.stringify({ token, command: { kind: 'set', status: '__proto__', length: 1 } }),
    'null',
    '',
    '{',
    '\u0000\uFFFF',
  ]
  for (const line of lines) expect(await sendRaw(path, `${line}\n`)).toBe('')
  expect(await sendRaw(path, 'x'.repeat(20_000))).toBe('')
  expect(run).not.toHaveBeenCalled()
  expect(errors).toEqual([])
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'answered', answer: done('') })
})

test('a command that fails is no answer, and the next one is carried out', async () => {
  const folder = await temporaryFolder()
  let calls = 0
  const { errors } = await listening(folder, async () => {
    calls += 1
    if (calls === 1) throw new Error('broken')
    return done('well')
  })
  expect(await sendCommand(folder, { kind: 'check' })).toEqual({ kind: 'silent' })
  expect(errors).toHaveLength(1)
  expect(await sendCommand(folder, { kind: 'check' })).toEqual({ kind: 'answered', answer: done('well') })
})

test('a program that does not answer is called silent', async () => {
  const folder = await temporaryFolder()
  await listening(folder, () => new Promise(() => {}))
  expect(await sendCommand(folder, { kind: 'check' }, 100)).toEqual({ kind: 'silent' })
})

test('without a program, after its end, and after it was killed, none is running', async () => {
  const folder = await temporaryFolder()
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'not-running' })
  const { server } = await listening(folder, async () => done(''))
  server.stop()
  expect(await readdir(folder)).toEqual([])
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'not-running' })
  // A killed program leaves the file, and a socket on which nothing listens.
  const path = join(folder, 'commands.sock')
  await writeFile(join(folder, 'command-line.json'), JSON.stringify({ path, token: 'x' }))
  await writeFile(path, '')
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'not-running' })
  await writeFile(join(folder, 'command-line.json'), '{"path":')
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'not-running' })
})

test('the next run replaces what a killed one left', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'commands.sock'), '')
  await writeFile(join(folder, 'command-line.json'), '{"path":"/nowhere","token":"old"}')
  const { server } = await listening(folder, async () => done('new'))
  await expect
    .poll(() => sendCommand(folder, { kind: 'open' }))
    .toEqual({ kind: 'answered', answer: done('new') })
  server.stop()
})

test('a profile with a long path has its socket elsewhere', async () => {
  const folder = join(await temporaryFolder(), 'long'.repeat(30))
  await mkdir(folder)
  const { server } = await listening(folder, async () => done('far'))
  const { path } = readCommandAddress(folder) ?? { path: '' }
  expect(path.startsWith(folder)).toBe(false)
  expect(await sendCommand(folder, { kind: 'open' })).toEqual({ kind: 'answered', answer: done('far') })
  server.stop()
  await expect(stat(path)).rejects.toThrow('ENOENT')
})

test('a folder in place of the socket does not stop the program, and no address is left', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'commands.sock'))
  await writeFile(join(folder, 'command-line.json'), '{"path":"/nowhere","token":"old"}')
  const { server, warnings } = serve(folder, async () => done(''))
  expect(warnings).toHaveLength(1)
  expect(readCommandAddress(folder)).toBeNull()
  server.stop()
})

test('where it cannot listen the program goes on, and says so in the log', async () => {
  const folder = join(await temporaryFolder(), 'missing')
  const { server, warnings } = serve(folder, async () => done(''))
  await expect.poll(() => warnings).toHaveLength(1)
  await delay(0)
  server.stop()
})
