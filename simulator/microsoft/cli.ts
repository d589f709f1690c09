// The fake on a command line: `node --import tsx simulator/microsoft/cli.ts [--port N] [--client-id GUID]
// [--options JSON]`, where JSON is of options.ts: `{"propagationMs":5000,"teamsSession":false}`.
// Prints one line of JSON once it listens, and ends when the process that started it ends.
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

/** Where an orphan is adopted its parent's id changes; Windows leaves the id, of a process that is no more. */
function isAlive(pid: number): boolean {
  if (process.ppid !== pid) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
