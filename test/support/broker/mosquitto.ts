// A real Mosquitto broker for the tests, with its own port and folder, on 127.0.0.1 only. It ends with the test.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, beforeEach, onTestFinished } from 'vitest'
import { havePrograms, run } from '../debian-packages.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Whether it is installed; installs it on Debian as root. */
export const haveMosquitto = (): Promise<boolean> =>
  havePrograms('Mosquitto', ['mosquitto', 'mosquitto_passwd', 'openssl'], ['mosquitto', 'openssl'])

/** For a file that needs it: its tests are skipped, with the reason, where it cannot be had. */
export function skipWithoutMosquitto(): void {
  let isThere = false
  beforeAll(async () => {
    isThere = await haveMosquitto()
  })
  beforeEach(({ skip }) => skip(!isThere, 'Mosquitto cannot be had here'))
}

export interface Mosquitto {
  port: number
  /** Starts it again after `kill`, with the same port; its retained messages are gone. */
  start(options?: MosquittoOptions): Promise<void>
  /** Kills it without a word to its clients. */
  kill(): Promise<void>
}

export interface MosquittoOptions {
  /** More lines of mosquitto.conf, for the listener. */
  listener?: readonly string[]
  /** Users with their passwords; without any, everybody is accepted. */
  users?: Readonly<Record<string, string>>
}

const ATTEMPTS = 5

/** Starts a broker that ends with the test. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = await temporaryFolder()
  let broker: ChildProcess | null = null

  async function kill() {
    const child = broker
    broker = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(kill)

  async function start(port: number, { listener = [], users }: MosquittoOptions): Promise<void> {
    const config = join(folder, 'mosquitto.conf')
    const passwords = join(folder, 'passwords')
    if (users) {
      await writeFile(passwords, '')
      for (const [name, password] of Object.entries(users))
        await run('mosquitto_passwd', ['-b', passwords, name, password])
    }
    const access = users ? ['allow_anonymous false', `password_file ${passwords}`] : ['allow_anonymous true']
    // As another user it could not read the folder.
    const lines = ['user root', 'persistence false', 'set_tcp_nodelay true', 'log_dest stderr', ...access]
    // A broker with only web sockets ends with "Unable to start any listening sockets".
    const socket = `listener 0 ${join(folder, 'unused.sock')}`
    await writeFile(config, [...lines, `listener ${port} 127.0.0.1`, ...listener, socket, ''].join('\n'))
    broker = spawn('mosquitto', ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] })
    await running(broker)
  }

  const port = await onFreePort((free) => start(free, options))
  return { port, start: (again = options) => start(port, again), kill }
}

/** Resolves when the broker listens. Rejects with its log if it ends before. */
function running(broker: ChildProcess): Promise<void> {
  const log: string[] = []
  return new Promise((resolve, reject) => {
    broker.on('error', reject)
    broker.on('close', () => reject(new Error(`Mosquitto has ended: ${log.join('\n')}`)))
    if (!broker.stderr) return
    createInterface(broker.stderr).on('line', (line) => {
      log.push(line)
      if (/mosquitto version \S+ running/.test(line)) resolve()
    })
  })
}

/** Runs `listen` with a free port, which another process may take before. */
async function onFreePort(listen: (port: number) => Promise<void>): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      await listen(port)
      return port
    } catch (error) {
      if (attempt === ATTEMPTS || !/in use/i.test(String(error))) throw error
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
