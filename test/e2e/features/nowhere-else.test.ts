// Nothing is sent anywhere by default: without outputs, the program connects to Microsoft alone.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { test } from '../stage/story.ts'

test.concurrent('without outputs every connection is to Microsoft, from the sign-in to the end', async ({
  startSignedIn,
  fake,
  soon,
  needs,
}) => {
  needs('simulator')
  const record = join(await temporaryFolder(), 'connections')
  const app = await startSignedIn(
    { intervalSeconds: 5 },
    {
      inFront: [join(import.meta.dirname, '..', 'stage', 'preloaded-connections.ts')],
      environment: { TALLY_LIGHT_CONNECTIONS: record },
    },
  )
  fake.presence = { availability: 'DoNotDisturb', activity: 'Presenting' }
  await app.menu('Check now')
  await soon(app.light).toBe('presenting')
  await app.menu('Settings')
  await app.menu('Sign out')
  await soon(app.light).toBe('signed-out')
  expect(await app.quit()).toBe(0)
  const lines = (await readFile(record, 'utf8')).trim().split('\n')
  // The simulator's browser, in the same process, returns to the address of the sign-in once.
  const ofBrowser = lines.filter((line) => line.startsWith('localhost:'))
  expect(ofBrowser).toHaveLength(1)
  const connections = lines.filter((line) => !ofBrowser.includes(line))
  const { hostname, port } = new URL(fake.url)
  expect(connections.length).toBeGreaterThan(0)
  expect([...new Set(connections)]).toEqual([`${hostname}:${port}`])
})
