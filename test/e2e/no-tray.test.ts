// A Linux desktop that has nothing to draw the icon, and one that gets it later.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { expect } from 'vitest'
import { test } from './story.ts'

test.concurrent('started hidden where nothing draws the icon, the window comes minimised and says so', async ({
  start,
  profile,
  needs,
  soon,
}) => {
  needs('Linux')
  needs('simulator')
  const folder = join(profile, 'programs')
  const answer = join(folder, 'answer')
  const asked = join(folder, 'asked')
  await mkdir(folder)
  const answerFrom = (host: boolean) => writeFile(answer, `(<${host}>,)\n`)
  await answerFrom(false)
  await writeFile(asked, '')
  await writeFile(join(folder, 'gdbus'), `#!/bin/sh\necho "$*" >> '${asked}'\ncat '${answer}'\n`)
  await chmod(join(folder, 'gdbus'), 0o755)
  const environment = { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` }
  const app = await start({ args: '--demo --hidden', environment, clock: 'controlled' })
  await app.hold()
  const questions = async () => (await readFile(asked, 'utf8')).trim().split('\n').length
  let count = 1
  await soon(questions).toBe(count)
  for (const ms of [3000, 7000, 20_000]) {
    expect((await app.desktop()).window).toBeNull()
    // The next wait begins with the answer, which another process gives.
    await soon(async () => {
      if ((await questions()) === count) await app.pass(ms)
      return questions()
    }).toBeGreaterThan(count)
    count = await questions()
  }
  await soon(async () => (await app.desktop()).window).toMatchObject({ visible: false })

  await app.post('second-instance')
  await soon(async () => (await app.desktop()).window).toMatchObject({ visible: true })
  const window = await app.window()
  await window.getByText('This desktop has no place for the light', { exact: false }).waitFor()
  await answerFrom(true)
  await app.post('second-instance')
  await soon(() => window.getByText('This desktop has no place', { exact: false }).count()).toBe(0)
  expect((await app.desktop()).errors).toEqual([])
})
