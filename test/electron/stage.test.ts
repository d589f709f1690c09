// The stage for a real Electron, on a runtime that is played: what it tells of the app is what really happened to it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { chromiumPath } from '../chromium.ts'
import type { RunningApp } from '../e2e/running-app.ts'
import { test as story } from '../e2e/story.ts'
import { askSimulator } from '../simulator/simulator-process.ts'
import { bundleFront } from './bundle-front.ts'
import { electronStage } from './electron-stage.ts'

/** A Chromium that says where it can be debugged, as the one in Electron does. */
async function startChromium(profile: string) {
  const words = ['--headless=new', '--no-sandbox', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const child = spawn(await chromiumPath(), words, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  for await (const piece of child.stderr) {
    said += piece
    const address = /^DevTools listening on (ws:\S+)$/m.exec(said)?.[1]
    if (!address) continue
    const close = async () => {
      child.kill()
      await once(child, 'exit')
    }
    return { address, close }
  }
  throw new Error(`Chromium did not start: ${said}`)
}

/** The played runtime as a program that can be started by its path. */
async function playedRuntime(folder: string, chromium: string): Promise<string> {
  const path = join(folder, 'electron')
  const script = join(import.meta.dirname, 'fake-runtime.ts')
  await writeFile(
    path,
    `#!/bin/sh\nFAKE_RUNTIME_CHROMIUM='${chromium}' exec '${process.execPath}' --import tsx '${script}' "$@"\n`,
  )
  await chmod(path, 0o755)
  return path
}

const test = story
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from this pattern which fixtures are needed.
  .extend('stage', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'tally-light-stage-'))
    const chromium = await startChromium(join(folder, 'chromium'))
    onCleanup(async () => {
      await chromium.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    })
    const stage = electronStage(await playedRuntime(folder, chromium.address), await bundleFront(folder))
    return { ...stage, close: async () => {} }
  })
  /** Expects the stage to tell what happened to the stand-in behind the probe. */
  .extend('expectTruth', ({ soon }) => async (app: RunningApp) => {
    const url = await readFile(join(app.profile, 'really'), 'utf8')
    const really = async () => seen(Object(await askSimulator(url, 'desktop')))
    await soon(async () => [seen(await app.desktop()), await really()]).toSatisfy(
      ([told, real]) => JSON.stringify(told) === JSON.stringify(real),
    )
  })

/** What the app did to its desktop; the rest is how the desktop was told to be. */
function seen(desktop: Record<string, unknown>) {
  const { tray, menu, window, notifications, clipboard } = desktop
  return { tray, menu, window, notifications, clipboard }
}

test('a story of the tray, as the app really had it', async ({ startSignedIn, fake, soon, expectTruth }) => {
  const app = await startSignedIn({ intervalSeconds: 600, notifications: ['sign-in-needed'] })
  await expectTruth(app)
  expect((await app.desktop()).openedUrls).toHaveLength(1)
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
  await expectTruth(app)
})
