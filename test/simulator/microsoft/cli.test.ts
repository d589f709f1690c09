// The fake's command line: it starts, has a control API, and leaves no orphan process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { authorize } from './client.ts'

const CLI = fileURLToPath(new URL('../../../simulator/microsoft/cli.ts', import.meta.url))
const CLIENT_ID = 'aaaaaaaa-0000-4000-8000-000000000000'
const readySchema = z.object({ ready: z.literal(true), url: z.url(), clientId: z.string() })

/** Starts the command line from a separate parent process, which can be killed. */
async function start() {
  const options = JSON.stringify({ consent: { 'Presence.Read': 'refused' }, propagationMs: 5000 })
  const args = ['--client-id', CLIENT_ID, '--options', options]
  const command = JSON.stringify(['--import', 'tsx', CLI, ...args])
  const script = `require('node:child_process').spawn(process.execPath, ${command}, { stdio: 'inherit' })`
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  // The output closes when its last writer, the command line, has ended.
  const closed = once(parent, 'close')
  const [line] = await once(createInterface(parent.stdout), 'line')
  return { parent, closed, ready: readySchema.parse(JSON.parse(line)) }
}

it('prints its URL, answers control requests, and ends with its parent', async () => {
  const { parent, closed, ready } = await start()
  try {
    expect(ready.clientId).toBe(CLIENT_ID)
    const tell = (method: string, path: string, body: unknown) =>
      fetch(`${ready.url}${path}`, { method, body: JSON.stringify(body) })

    const { form } = await authorize(ready)
    expect(form?.fields.error_description).toContain('AADSTS65004')
    expect((await tell('PUT', '/presence', { availability: 'Busy' })).status).toBe(200)
    expect(
      (await tell('POST', '/fail', { which: 'authorize', fault: { status: 503 }, times: 2 })).status,
    ).toBe(200)
    const refused = await tell('POST', '/fail', { which: 'coffee', fault: 'hang' })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: expect.stringContaining('which') })

    const open = () => fetch(`${ready.url}/login.microsoftonline.com/organizations/oauth2/v2.0/authorize`)
    expect((await open()).status).toBe(503)
    expect((await tell('POST', '/mend', null)).status).toBe(200)
    expect((await open()).status).toBe(400)
  } finally {
    parent.kill('SIGKILL')
  }
  await closed
})
