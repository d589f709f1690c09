// Installs Debian packages for the tests, only as root: in a container or on a build machine.
import { spawn } from 'node:child_process'
import { access, constants, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { withLock } from '../../scripts/with-lock.ts'

export const say = (line: string) => process.stderr.write(`${line}\n`)

/** Whether this is Debian and the user is root. */
export async function maySetUpDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^ID=debian$/m.test(release) && process.getuid?.() === 0
}

/** Whether the programs are installed; installs their packages on Debian as root. `name` is for the message and the lock. */
export async function havePrograms(
  name: string,
  programs: readonly string[],
  packages: readonly string[],
): Promise<boolean> {
  if (process.platform !== 'linux') return false
  if (await areInstalled(programs)) return true
  if (!(await maySetUpDebian())) return false
  return await withLock(join(tmpdir(), `tally-light-${name.toLowerCase()}`), async () => {
    if (await areInstalled(programs)) return true
    say(`No ${name} found: installing ${packages.join(', ')} with apt-get.`)
    await installOnDebian(packages)
    return await areInstalled(programs)
  })
}

async function areInstalled(programs: readonly string[]): Promise<boolean> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = await Promise.all(
    programs.map((name) =>
      Promise.any(folders.map((folder) => access(join(folder, name), constants.X_OK))).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.every(Boolean)
}

/** One installation at a time, as apt-get does not wait for another. Throws with the output of apt-get if it fails. */
export async function installOnDebian(packages: readonly string[]): Promise<void> {
  await withLock(join(tmpdir(), 'tally-light-apt'), async () => {
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages])
  })
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
