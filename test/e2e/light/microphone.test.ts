// A call is found soon after a program begins to record, on each system. The program's name is shown, but not stored.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

const inACall = { availability: 'Busy', activity: 'InACall' }
const available = { availability: 'Available', activity: 'Available' }

test.concurrent.for(['gnome-x11', 'windows', 'macos'] as const)(
  '%s: a call shows within seconds, though the interval is ten minutes',
  async (system, { startSignedIn, fake, soon, needs }) => {
    needs('simulator')
    // The scripts that play the systems' programs need a shell.
    needs('Linux')
    const app = await startSignedIn({ intervalSeconds: 600 }, { system, args: '--hidden' })
    const records = (on: boolean) => app.post('microphone', { program: 'Microsoft Teams', on })
    await soon(app.light).toBe('available')
    for (let call = 0; call < 2; call += 1) {
      const before = fake.presenceRequests()
      fake.presence = inACall
      await records(true)
      await soon(app.light).toBe('in-a-call')
      fake.presence = available
      await records(false)
      await soon(app.light).toBe('available')
      expect(fake.presenceRequests() - before).toBeLessThanOrEqual(6)
    }
  },
)

test.concurrent('the window says that a program records while Microsoft reports no call', async ({
  startHeld,
  fake,
  answered,
  passUntil,
  needs,
}) => {
  needs('simulator')
  needs('Linux')
  const app = await startHeld({ intervalSeconds: 15 })
  const window = await app.window()
  const note = window.getByText('Microsoft says Available; Zoom has been recording since')
  const isShown = async () => (await note.count()) > 0
  await app.post('microphone', { program: 'Zoom', on: true })
  expect(await passUntil(app, isShown, 60_000)).toBeGreaterThanOrEqual(10_000)
  expect(await app.light()).toBe('available')

  fake.presence = inACall
  await app.menu('Check now')
  await answered(app)
  await note.waitFor({ state: 'detached' })
  expect(await app.light()).toBe('in-a-call')

  fake.presence = available
  await passUntil(app, isShown, 60_000)
  await note.waitFor()
  await app.post('microphone', { program: 'Zoom', on: false })
  await passUntil(app, async () => !(await isShown()), 10_000)
  await note.waitFor({ state: 'detached' })
})

test.concurrent('what records is neither logged nor stored', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  answered,
  needs,
}) => {
  needs('simulator')
  needs('Linux')
  const app = await startSignedIn({ intervalSeconds: 600 }, { args: '--verbose' })
  const records = (on: boolean) => app.post('microphone', { program: 'Secret Recorder', on })
  await answered(app)
  const before = fake.presenceRequests()
  await records(true)
  const window = await app.window()
  await window.getByText('Secret Recorder').waitFor()
  await soon(() => fake.presenceRequests() - before).toBeGreaterThan(0)
  await app.openSettings('about')
  await window.getByRole('button', { name: 'Copy diagnostics' }).click()
  await soon(async () => (await app.desktop()).clipboard).toContain('Microphone: pactl')
  expect((await app.desktop()).clipboard).not.toContain('Secret Recorder')
  await records(false)
  await app.menu('Check now')
  await answered(app)
  // Until then files are replaced.
  await app.quit()
  const files = await readdir(profile, { recursive: true, withFileTypes: true })
  const kept = files.filter((file) => file.isFile() && !file.parentPath.endsWith('simulated-programs'))
  expect(kept.length).toBeGreaterThan(1)
  for (const { parentPath, name } of kept)
    expect(await readFile(join(parentPath, name), 'utf8')).not.toContain('Secret Recorder')
  expect(app.output()).not.toContain('Secret Recorder')
})
