// Starts the fake Microsoft: `node --import tsx simulator/microsoft/cli.ts [--port N] [--client-id GUID] [--options JSON]`,
// where JSON holds options of fake-options.ts: `{"propagationMs":5000,"teamsSession":false}`.
// Prints one line of JSON when it listens, and ends when its parent process ends.
import { parseArgs } from 'node:util'
import { startFakeMicrosoft } from './fake-microsoft.ts'

const PARENT_CHECK_MS = 500

const { values } = parseArgs({
  options: { port: { type: 'string' }, 'client-id': { type: 'string' }, options: { type: 'string' } },
})
const { url, clientId } = await startFakeMicrosoft({
  ...(values.options === undefined ? {} : JSON.parse(values.options)),
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values['client-id'] === undefined ? {} : { clientId: values['client-id'] }),
})
process.stdout.write(`${JSON.stringify({ ready: true, url, clientId })}\n`)

const parent = process.ppid
setInterval(() => {
  if (!isAlive(parent)) process.exit()
}, PARENT_CHECK_MS)

/** On Unix the ppid of an orphan changes; on Windows it stays the id of the ended process. */
function isAlive(pid: number): boolean {
  if (process.ppid !== pid) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
