// The window as each system has it: how it comes and goes.
import { expect } from 'vitest'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

test.concurrent.for([
  ['kde', (app: RunningApp) => app.post('tray-click')],
  [
    'macos',
    async (app: RunningApp) => {
      const page = await app.inside()
      // The window is shown before its page has the focus.
      await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true)
      await (await app.window()).locator('body').press('Escape')
    },
  ],
] as const)('on %s it goes and comes again', async ([system, away], { needs, startSignedIn, soon }) => {
  needs('simulator')
  const app = await startSignedIn({}, { system })
  const visible = async () => (await app.desktop()).window?.visible ?? false
  await soon(visible).toBe(true)
  await (await app.inside()).evaluate(() => {})
  for (const come of [() => app.menu('Open'), () => app.post('second-instance')]) {
    await away(app)
    await soon(visible).toBe(false)
    await come()
    await soon(visible).toBe(true)
  }
})
