// A Linux desktop that has nothing to draw the icon, and one that gets it later; and a program that finds itself running.
import { join } from 'node:path'
import { expect } from 'vitest'
import { spawnSimulator } from '../../simulator/simulator-process.ts'
import { test } from '../stage/story.ts'

test.concurrent.for(['gnome-wayland', 'sway'] as const)(
  '%s: started hidden where nothing draws the icon, the window comes minimised and says so',
  async (system, { start, needs, soon }) => {
    needs('simulator')
    const options = { system, tray: 'absent', args: '--demo --hidden', clock: 'controlled' } as const
    const app = await start(options)
    expect(await app.light()).toBe('')
    expect((await app.desktop()).window).toBeNull()
    await app.hold()
    // Each wait begins with an answer, which another process gives.
    await soon(async () => {
      await app.pass(1000)
      return (await app.desktop()).window
    }).toMatchObject({ visible: false })

    await app.post('second-instance')
    await soon(async () => (await app.desktop()).window).toMatchObject({ visible: true })
    const said = (await app.window()).getByText('This desktop has no place for the light')
    await said.waitFor()
    await app.post('tray-host', { there: true })
    expect(await app.light()).toBe('')
    await app.post('second-instance')
    await soon(app.light).not.toBe('')
    await said.waitFor({ state: 'detached' })
    expect((await app.desktop()).errors).toEqual([])
  },
)

test.concurrent('started hidden before the panel, the icon is made anew, and no window comes', async ({
  start,
  needs,
  soon,
}) => {
  needs('simulator')
  const app = await start({
    system: 'gnome-x11',
    tray: 'absent',
    args: '--demo --hidden',
    clock: 'controlled',
  })
  await app.hold()
  await app.pass(1000)
  await app.post('tray-host', { there: true })
  expect(await app.light()).toBe('')
  await soon(async () => {
    await app.pass(1000)
    return app.light()
  }).not.toBe('')
  await app.pass(600_000)
  expect((await app.desktop()).window).toBeNull()
})

test.concurrent('a start whose profile another program holds says so and where, and ends', async ({
  profile,
  needs,
  onTestFinished,
}) => {
  needs('simulator')
  const second = spawnSimulator({ profile, microsoft: null, system: 'kde', lock: 'taken' })
  onTestFinished(() => second.kill())
  await second.ended
  expect(second.output()).toContain(join(profile, 'SingletonLock'))
})
