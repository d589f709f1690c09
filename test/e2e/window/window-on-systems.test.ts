// The window as each system has it: how it comes and goes.
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

test.concurrent.for([
  ['kde', (app: RunningApp) => app.post('tray-click')],
  ['macos', async (app: RunningApp) => (await app.window()).locator('body').press('Escape')],
] as const)('on %s it goes and comes again', async ([system, away], { needs, startSignedIn, soon }) => {
  needs('simulator')
  const app = await startSignedIn({}, { system })
  const visible = async () => (await app.desktop()).window?.visible ?? false
  await soon(visible).toBe(true)
  const page = await app.inside()
  for (const come of [() => app.menu('Open'), () => app.post('second-instance')]) {
    // The window is shown before its page has the focus.
    await soon(() => page.evaluate(() => document.hasFocus())).toBe(true)
    await away(app)
    await soon(visible).toBe(false)
    await come()
    await soon(visible).toBe(true)
  }
})
