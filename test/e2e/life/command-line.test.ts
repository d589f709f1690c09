// The command line as other programs call it: each call is a process of its own beside the program that runs.
import { expect } from 'vitest'
import { spawnSimulator } from '../../simulator/simulator-process.ts'
import { test } from '../stage/story.ts'

test.concurrent('commands reach the program that runs, and are answered', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  needs,
}) => {
  needs('simulator')
  fake.consent = { 'Presence.ReadWrite': 'granted' }
  const run = async (args: string) => {
    const program = spawnSimulator({ profile, microsoft: fake.url, args })
    const code = await program.ended
    return [code, program.output().trim()]
  }
  expect(await run('--pause 30m')).toEqual([3, 'Tally Light is not running.'])
  expect(await run('--status')).toEqual([3, 'Tally Light is not running.'])
  const app = await startSignedIn({
    features: ['own-status'],
    intervalSeconds: 600,
    pauseShortcut: 'Control+F8',
  })

  for (const light of ['paused', 'available']) {
    await app.post('shortcut', { accelerator: 'Control+F8' })
    await soon(app.light).toBe(light)
  }
  expect(await run('--pause 45m')).toEqual([0, expect.stringMatching(/^Paused until /)])
  await soon(app.light).toBe('paused')
  expect(await run('--check')).toEqual([1, expect.stringContaining('paused')])
  expect(await run('--resume')).toEqual([0, 'The pause has ended.'])
  await soon(app.light).toBe('available')
  expect(await run('--set busy --for 1h')).toEqual([0, 'Status set: Busy.'])
  await soon(app.light).toBe('busy')
  const [sent] = fake.asked('set-preferred-presence')
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({ availability: 'Busy', expirationDuration: 'PT1H' })
  expect(await run('--status')).toEqual([0, expect.stringMatching(/^Busy since \d?\d:\d\d(?: [ap]m)?$/)])
  expect(await run('--set bussy')).toEqual([2, expect.stringContaining('bussy')])
  expect(await run('--open')).toEqual([0, 'The window is shown.'])
  expect((await app.desktop()).errors).toEqual([])
})
