// tsx scripts/run-parallel.ts NAME...: runs these scripts of package.json in parallel.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) })

/** Runs a script and prints its output when it has ended. Resolves to whether it succeeded. */
async function succeeds(name: string, command: string): Promise<boolean> {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
    })
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  process.stdout.write(`\n> ${name}\n> ${command}\n\n${output}`)
  return code === 0
}

const { scripts } = packageSchema.parse(JSON.parse(await readFile('package.json', 'utf8')))
const runs = process.argv.slice(2).map(async (name) => {
  const command = scripts[name]
  if (command === undefined) throw new Error(`package.json has no script ${name}`)
  return { name, passed: await succeeds(name, command) }
})
const failed = (await Promise.all(runs)).filter(({ passed }) => !passed).map(({ name }) => name)
if (failed.length > 0) {
  process.stderr.write(`\nFailed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
