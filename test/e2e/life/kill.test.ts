// Killed at any moment and started again on the same profile: account and settings are there, and nothing is left over.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect } from 'vitest'
import { z } from 'zod'
import { startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import type { RunningApp } from '../stage/running-app.ts'
import { test } from '../stage/story.ts'

const settingsSchema = z.object({ clientId: z.string(), intervalSeconds: z.number() })

test.concurrent('killed while it signs in, checks, renews its tokens or writes its settings', async ({
  stage,
  start,
  profile,
  soon,
  onTestFinished,
}) => {
  // Entra leaves a used refresh token alive, so tokens that were on their way to the disk are no loss.
  const fake = await startFakeMicrosoft({ rotation: 'lenient' })
  onTestFinished(() => fake.close())
  const settings = { clientId: fake.clientId, intervalSeconds: 7 }
  const options = { profile, microsoft: fake.url }
  const tried: string[] = []

  async function killAfter(app: RunningApp, name: string, most: number) {
    const wait = Math.round(Math.random() * most)
    tried.push(`${name}, killed after ${wait} ms`)
    await after(wait)
    await app.kill()
  }
  async function undamaged() {
    const text = await readFile(join(profile, 'settings.json'), 'utf8')
    expect(settingsSchema.parse(JSON.parse(text)), tried.join('\n')).toEqual(settings)
    const names = await readdir(profile)
    expect(
      names.filter((name) => /unreadable/.test(name)),
      tried.join('\n'),
    ).toEqual([])
  }

  async function signInIfNeeded(app: RunningApp) {
    await soon(app.tooltip).toMatch(/^Signed out$| · since /)
    if ((await app.light()) === 'signed-out') await app.menu('Sign in')
  }
  await start({ microsoft: fake.url, settings }).then((app) => app.kill())
  for (let times = 0; times < 3; times++) {
    const app = await start(options)
    await signInIfNeeded(app)
    await killAfter(app, 'signing in', 500)
    await undamaged()
  }

  const signedIn = await start(options)
  await signInIfNeeded(signedIn)
  await soon(signedIn.light).toBe('available')
  await signedIn.kill()

  const moments: [name: string, act: (app: RunningApp) => Promise<unknown>][] = [
    ['checking', (app) => app.menu('Check now')],
    [
      'renewing the tokens',
      (app) => {
        fake.expireAccessTokens()
        return app.menu('Check now')
      },
    ],
    ['pausing', (app) => app.menu('Pause', '30 min').then(() => app.menu('Pause', 'Resume'))],
  ]
  for (const [name, act] of [...moments, ...moments, ...moments]) {
    const app = await start(options)
    await soon(app.light).toMatch(/^(available|paused)$/)
    if ((await app.light()) === 'paused') await app.menu('Pause', 'Resume')
    await soon(app.light).toBe('available')
    expect((await app.desktop()).openedUrls, tried.join('\n')).toEqual([])
    await act(app)
    await killAfter(app, name, 300)
    await undamaged()
  }

  for (let times = 0; times < 3; times++) {
    const starting = stage.spawn({ profile, microsoft: fake.url })
    const wait = Math.round(Math.random() * 2000)
    tried.push(`starting, killed after ${wait} ms`)
    await after(wait)
    await starting.kill()
    await undamaged()
  }

  const last = await start(options)
  await soon(last.light).toMatch(/^(available|paused)$/)
  expect((await last.desktop()).openedUrls).toEqual([])
  await last.quit()
  expect(
    (await readdir(profile)).filter((name) => /tmp/.test(name)),
    tried.join('\n'),
  ).toEqual([])
})

test.concurrent('what a kill in the middle of writing leaves behind is gone after the next start', async ({
  startSignedIn,
  profile,
  soon,
}) => {
  const app = await startSignedIn()
  await app.kill()
  // As a process leaves them that is killed between writing a file beside the real one and renaming it.
  const drafts = ['tokens.tmp-4999999-a1b2c3', 'settings.json.tmp-4999999-d4e5f6']
  for (const draft of drafts) await writeFile(join(profile, draft), 'half of it')
  const again = await app.restart()
  await soon(again.light).toBe('available')
  const names = await readdir(profile)
  expect(names).toContain('tokens')
  for (const draft of drafts) expect(names).not.toContain(draft)
})
