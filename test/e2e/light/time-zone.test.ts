// A computer that travels while the program runs: all that is shown changes at once, and agrees.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { wallTime } from '../../../app/model/timing/local-time.ts'
import { timeAhead } from '../../../words/days.ts'
import { timeOfDay } from '../../../words/moments.ts'
import { CONTROLLED_CLOCK_BEGINS_MS } from '../../simulator/simulator-process.ts'
import { test } from '../stage/story.ts'

test('tray, menu, window, notifications, pause and CSV go by the zone and the hours of the system', async ({
  needs,
  startSignedIn,
  fake,
  soon,
}) => {
  needs('simulator')
  const app = await startSignedIn(
    { notifications: ['light-changed'] },
    { clock: 'controlled', hours: '12', environment: { TZ: 'Europe/Berlin' } },
  )
  const window = await app.window()
  const inside = await app.inside()
  const since = (await app.tally.watch()).accounts[0].following.last?.since ?? 0
  /** As it is written in a zone, in 12 hours. */
  const written = (timeZone: string) => timeOfDay(since, since, 'en', { timeZone, hourCycle: 'h12' })

  async function expectEverywhere(timeZone: string) {
    const words = `since ${written(timeZone)}`
    await soon(app.tooltip).toContain(words)
    const { menu } = await app.desktop()
    expect(menu[0]?.label).toContain(words)
    await window.getByText(words).first().waitFor()
    expect(await inside.evaluate(() => document.title)).toContain(words)
  }
  expect(written('Europe/Berlin')).toMatch(/^\d{1,2}:\d\d [ap]m$/)
  await expectEverywhere('Europe/Berlin')

  await app.post('time-zone', { zone: 'Asia/Kathmandu' })
  await app.post('power', { event: 'resume' })
  await expectEverywhere('Asia/Kathmandu')
  expect((await app.tally.watch()).timeZone).toMatch(/^Asia\/Kat/)

  await app.post('time-zone', { zone: 'America/New_York' })
  await app.pass(60_000)
  await expectEverywhere('America/New_York')

  fake.presence = { availability: 'Busy', activity: 'InACall' }
  await app.menu('Check now')
  await soon(app.light).toBe('in-a-call')
  await app.pass(10_000)
  await soon(async () => (await app.desktop()).notifications.length).toBe(1)
  const { body } = (await app.desktop()).notifications[0] ?? { body: '' }
  const changedAt = (await app.tally.watch()).accounts[0].following.last?.since ?? 0
  const newYork = { timeZone: 'America/New_York', hourCycle: 'h12' } as const
  expect(body).toContain(`since ${timeOfDay(changedAt, changedAt, 'en', newYork)}`)

  await app.menu('Pause', 'Until tomorrow')
  const until = (await app.tally.watch()).pausedUntil ?? 0
  expect(wallTime(until, 'America/New_York') % (24 * 3_600_000)).toBe(0)
  const paused = `until ${timeAhead(until, CONTROLLED_CLOCK_BEGINS_MS, 'en', newYork)}`
  expect(paused).toContain('tomorrow, 12:00 am')
  await soon(app.tooltip).toContain(paused)
  await window.getByText(paused).first().waitFor()
  await app.menu('Pause', 'Resume')

  const path = join(app.profile, 'days.csv')
  await app.post('save-dialog', { path })
  await app.tally.exportHistory()
  const rows = (await readFile(path, 'utf8')).trim().split('\r\n').slice(1)
  expect(rows.length).toBeGreaterThan(0)
  const offsetMs = wallTime(since, 'America/New_York') - since
  for (const row of rows) {
    const [from = ''] = row.split(',')
    expect(from).toMatch(/-0[45]:00$/)
    expect(Date.parse(`${from.slice(0, 19)}Z`) - Date.parse(from)).toBe(offsetMs)
  }
})
