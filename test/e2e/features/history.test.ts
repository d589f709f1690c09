// The history of the lights: it outlives a kill at any moment, goes out as CSV, and is gone when erased.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Timeline, timelineSchema } from '../../../app/model/timeline.ts'
import { isOpenToOthers } from '../stage/private-file.ts'
import { test } from '../stage/story.ts'

const MINUTE = 60_000
const lightOfAvailability = { Available: 'available', Busy: 'busy', Away: 'away' } as const
const availabilities = ['Busy', 'Away', 'Available'] as const

const filesIn = (folder: string) => readdir(folder).catch((): string[] => [])

test.concurrent('a day survives kills at any moment', async ({ startSignedIn, fake, profile, soon }) => {
  const began = Date.now()
  // Without its window, which would ask when it appears.
  let app = await startSignedIn({ intervalSeconds: 600 }, { args: '--hidden' })
  const seen: string[] = ['available']
  const tried: string[] = []
  for (let kills = 0; kills < 4; kills++) {
    for (const availability of availabilities) {
      fake.presence = { availability, activity: availability }
      await app.menu('Check now')
      await soon(app.light).toBe(lightOfAvailability[availability])
      seen.push(lightOfAvailability[availability])
      // Long enough that its span is more than a moment.
      await after(30)
    }
    fake.presence = { availability: 'Busy', activity: 'Busy' }
    await app.menu('Check now')
    const wait = Math.round(Math.random() * 200)
    tried.push(`killed after ${wait} ms`)
    await after(wait)
    await app.kill()
    // A light that came on in that last moment may have been seen or not.
    fake.presence = { availability: 'Available', activity: 'Available' }
    app = await app.restart()
    await soon(app.light).toBe('available')
  }
  await app.menu('Open')
  const timeline = await app.tally.readHistory()
  const lights = timeline.map(({ light }) => light)
  // Every change that was seen is there, in its order, with at most the four unsure ones in between.
  let place = 0
  for (const light of seen) {
    place = lights.indexOf(timelineSchema.element.shape.light.parse(light), place)
    expect(place, `${light} in ${lights.join(' ')}, ${tried.join(', ')}`).toBeGreaterThanOrEqual(0)
  }
  expect(timeline[0]?.from).toBeGreaterThanOrEqual(began)
  for (const [number, { from, until }] of timeline.entries()) {
    expect(until).toBeGreaterThanOrEqual(from)
    expect(until).toBeLessThanOrEqual(Date.now())
    expect(from).toBeGreaterThanOrEqual(timeline[number - 1]?.until ?? 0)
  }

  const folder = join(profile, 'history')
  const [name = '', ...others] = await readdir(folder)
  expect(others).toEqual([])
  expect(await isOpenToOthers(join(folder, name))).toBe(false)
  expect(await readFile(join(folder, name), 'utf8')).not.toContain(fake.account.username)

  await app.quit()
  const closed = await app.restart()
  await soon(closed.light).toBe('available')
  await closed.menu('Open')
  const kept = await closed.tally.readHistory()
  expect(kept.slice(0, timeline.length - 1)).toEqual(timeline.slice(0, -1))
})

test.concurrent('a pause is a gap, however short or long, in the window and the CSV too', async ({
  needs,
  startSignedIn,
  fake,
  profile,
  soon,
  answered,
}) => {
  needs('simulator')
  const app = await startSignedIn(
    { intervalSeconds: 600 },
    {
      clock: 'controlled',
      environment: { SIMULATED_NOW_MS: String(new Date().setHours(9, 0, 0, 0)) },
      inFront: [join(import.meta.dirname, '..', '..', 'losses', 'preloaded-advancing-clock.ts')],
    },
  )
  await answered(app)
  await app.hold()
  const stayAvailable = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 10) {
      await app.pass(10 * MINUTE)
      await answered(app)
    }
    await app.menu('Check now')
    await answered(app)
  }
  const pause = async (ms: number) => {
    await app.menu('Pause', 'Until tomorrow')
    await app.pass(ms)
    const before = fake.presenceRequests()
    await app.menu('Pause', 'Resume')
    await soon(fake.presenceRequests).toBe(before + 1)
    await answered(app)
  }
  const minutesOf = (timeline: Timeline) =>
    timeline.map(({ light, from, until }) => `${light} ${Math.round((until - from) / MINUTE)}`)

  await stayAvailable(180)
  await pause(6000)
  await stayAvailable(20)
  await pause(240 * MINUTE)
  const spans = ['available 180', 'available 20', 'available 0']
  expect(minutesOf(await app.tally.readHistory())).toEqual(spans)

  // The evening of that day, whatever the hour at which this runs.
  await (await app.page()).clock.setFixedTime(new Date().setHours(17, 0, 0, 0))
  const window = await app.window()
  await window.getByRole('button', { name: 'Today' }).click()
  const totals = window.locator('.totals .line-of')
  await soon(() => totals.allInnerTexts()).toEqual([
    expect.stringMatching(/^Available\s+3h 20m$/),
    expect.stringMatching(/^Not known\s+4h$/),
  ])

  await app.tally.exportHistory()
  const suggested = join(profile, 'downloads')
  const csv = await readFile(join(suggested, (await readdir(suggested))[0] ?? ''), 'utf8')
  const rows = csv.trimEnd().split('\r\n').slice(1)
  expect(rows.map((row) => `available ${Math.round(Number(row.split(',')[2]) / 60)}`)).toEqual(spans)
})

test.concurrent('goes out as CSV, to where the person says, and is gone when erased', async ({
  startSignedIn,
  fake,
  profile,
  soon,
  answered,
}) => {
  const app = await startSignedIn({ intervalSeconds: 600 })
  fake.presence = { availability: 'Busy', activity: 'InACall' }
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
  const page = await app.inside()
  await page.evaluate(() => globalThis.window.tally.changeSettings({ language: 'ru' }))
  const exportHistory = () =>
    page.evaluate(() => globalThis.window.tally.exportHistory().catch((error: unknown) => String(error)))

  await app.menu('Открыть')
  const suggested = join(profile, 'downloads')
  const answer = await exportHistory()
  const [name = ''] = await readdir(suggested)
  expect(answer).toEqual({ path: join(suggested, name) })
  expect(name).toMatch(/^Tally Light \d{4}-\d\d-\d\d\.csv$/)
  const csv = await readFile(join(suggested, name), 'utf8')
  const rows = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','))
  expect(csv.startsWith('\uFEFF')).toBe(true)
  expect(rows[0]).toEqual(['from', 'until', 'seconds', 'light', 'words'])
  expect(rows[1]?.slice(3)).toEqual(['available', 'Доступен'])
  for (const [from = '', until = '', seconds] of rows.slice(1)) {
    expect(from).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)$/)
    expect(Math.abs((Date.parse(until) - Date.parse(from)) / 1000 - Number(seconds))).toBeLessThanOrEqual(1)
  }
  // The dialog had the focus, and the window is still there.
  expect((await app.desktop()).window?.visible).toBe(true)

  const chosen = join(profile, 'elsewhere.csv')
  await app.post('save-dialog', { path: chosen })
  expect(await exportHistory()).toEqual({ path: chosen })
  expect(await readFile(chosen, 'utf8')).toContain('available')

  await app.post('save-dialog', { path: null })
  expect(await exportHistory()).toBeNull()

  // Where there is a folder of that name no file can be written.
  await app.post('save-dialog', { path: join(profile, 'logs') })
  // In words for a person, without those that Electron puts before them.
  expect(await exportHistory()).toMatch(/^Error: Не удалось записать /)
  expect((await readdir(profile)).filter((file) => file.includes('.tmp-'))).toEqual([])

  const folder = join(profile, 'history')
  // The next answer begins a new day.
  await answered(app)
  expect(await filesIn(folder)).toHaveLength(1)
  expect(await filesIn(profile)).toContain('status.json')
  await page.evaluate(() => globalThis.window.tally.eraseHistory())
  expect(await filesIn(folder)).toEqual([])
  expect(await filesIn(profile)).not.toContain('status.json')
  expect(await app.tally.readHistory()).toEqual([])
})

test.concurrent('the demo shows a made-up fortnight and writes nothing', async ({ start, profile, soon }) => {
  const app = await start({ microsoft: null })
  await soon(app.light).not.toBe('available')
  const timeline = await app.tally.readHistory()
  expect(timeline.length).toBeGreaterThan(50)
  expect(await filesIn(profile)).toContain('status.json')
  await app.quit()
  expect(await filesIn(join(profile, 'history'))).toEqual([])
  expect(await filesIn(profile)).not.toContain('status.json')
})
