// A real PulseAudio server in its own runtime folder, with a sink and a microphone without devices.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { havePrograms } from './debian-packages.ts'

/** Whether its programs are installed; installs them on Debian as root. */
export const havePulseAudio = (): Promise<boolean> =>
  havePrograms('PulseAudio', ['pulseaudio', 'pactl', 'parec'], ['pulseaudio', 'pulseaudio-utils'])

export interface PulseAudio {
  /** The environment in which programs connect to this server. */
  env: NodeJS.ProcessEnv
  /** Starts the server again after `stop`. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Starts a program that records from `source`: `mic`, or the monitor `null.monitor`. */
  record(source: string, name: string): ChildProcess
  /** Ends the server and every program that records. */
  close(): Promise<void>
}

/** Starts a server with its files in `folder`. */
export async function startPulseAudio(folder: string): Promise<PulseAudio> {
  const runtime = join(folder, 'runtime')
  await mkdir(runtime, { mode: 0o700 })
  const config = join(folder, 'client.conf')
  // The programs would start a server of their own once this one has ended.
  await writeFile(config, 'autospawn = no\n')
  // Such as PULSE_SERVER, which names another server.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PULSE_'))
  const env = {
    ...Object.fromEntries(others),
    HOME: folder,
    XDG_RUNTIME_DIR: runtime,
    PULSE_CLIENTCONFIG: config,
    LC_ALL: 'C',
  }
  const children = new Set<ChildProcess>()
  function launch(program: string, args: readonly string[]) {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    children.add(child)
    return child
  }
  async function end(child: ChildProcess) {
    children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  let server: ChildProcess | null = null

  async function start() {
    const sources = ['module-null-sink', 'module-null-source source_name=mic', 'module-native-protocol-unix']
    const loads = sources.flatMap((module) => ['-L', module])
    server = launch('pulseaudio', ['--exit-idle-time=-1', '--daemonize=no', '-n', ...loads])
    // The socket exists before the server answers.
    for (;;) {
      const asking = launch('pactl', ['info'])
      const [code] = await once(asking, 'exit')
      children.delete(asking)
      if (code === 0) return
    }
  }

  await start()
  return {
    env,
    start,
    async stop() {
      if (server) await end(server)
    },
    record(source, name) {
      const child = launch('parec', ['-d', source, `--client-name=${name}`])
      child.stdout?.resume()
      return child
    },
    async close() {
      for (const child of children) await end(child)
    },
  }
}
