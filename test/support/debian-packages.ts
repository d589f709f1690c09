// Installs Debian packages for the tests, only as root: in a container or on a build machine.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'

export const say = (line: string) => process.stderr.write(`${line}\n`)

/** Whether this is Debian and the user is root. */
export async function maySetUpDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^ID=debian$/m.test(release) && process.getuid?.() === 0
}

/** Throws with the output of apt-get if it fails. */
export async function installOnDebian(packages: readonly string[]): Promise<void> {
  await run('apt-get', ['update', '-qq'])
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
}

/** Runs a program without output; throws with its output if it fails. */
export async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString()
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`)
}
