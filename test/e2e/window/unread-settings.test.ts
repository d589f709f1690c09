// A settings file that nobody can read: the program starts, says so until somebody has seen it, and shows the kept copy.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

test.concurrent('zeros after a power loss are said, after hidden starts too, and the copy is one click away', async ({
  start,
  profile,
  soon,
}) => {
  const path = join(profile, 'settings.json')
  const zeros = Buffer.alloc(300)
  await writeFile(path, zeros)
  const unseen = await start({ args: '--hidden' })
  await soon(unseen.tooltip).toBe('Not set up yet')
  const app = await unseen.restart()
  await soon(app.tooltip).toBe('Not set up yet')
  await app.menu('Open')
  const window = await app.window()
  const note = window.getByText('kept as settings.json.unreadable')
  await note.waitFor()
  await window.getByRole('heading', { level: 1 }).waitFor()
  await app.post('window', { action: 'close' })
  await app.menu('Open')
  await note.waitFor()
  await window.getByRole('button', { name: 'Show the kept copy' }).click()
  const shown = `file://${path}.unreadable`
  await soon(async () => (await app.desktop()).openedUrls).toEqual([shown])
  expect(await readFile(`${path}.unreadable`)).toEqual(zeros)
  await window.getByRole('button', { name: 'Dismiss' }).click()
  await note.waitFor({ state: 'detached' })

  const log = await readFile(join(profile, 'logs', 'main.log'), 'utf8')
  expect(log).toContain('what was there is kept as settings.json.unreadable')
  expect(log).not.toContain(profile)
  const next = await app.restart({ args: '' })
  await (await next.window()).getByRole('heading', { level: 1 }).waitFor()
  expect(await (await next.window()).getByText('settings.json.unreadable').count()).toBe(0)
  expect((await next.desktop()).errors).toEqual([])
  expect(await readFile(`${path}.unreadable`)).toEqual(zeros)
})
