// The first start, with nothing set up: the way from a client id to a light.

import { expect } from 'vitest'
import { timeAhead } from '../../../words/days.ts'
import { lightCases } from '../../model/cases.ts'
import { here } from '../../support/local-time-here.ts'
import { test } from '../stage/story.ts'

const WORDS: Readonly<Record<string, string>> = {
  available: 'Available',
  'available-oof': 'Available, out of office',
  'in-a-call': 'In a call',
  busy: 'Busy',
  presenting: 'Presenting',
  'do-not-disturb': 'Do not disturb',
  away: 'Away',
  'be-right-back': 'Be right back',
  offline: 'Offline',
  'out-of-office': 'Out of office',
  unknown: 'In The Clouds',
}

test.concurrent('without a Microsoft to talk to, the demo day runs by itself', async ({ start, soon }) => {
  const app = await start({ microsoft: null })
  await soon(app.tooltip).toMatch(/^Demo · Available/)
  const window = await app.window()
  await window.getByText('Demo: a made-up workday').waitFor()
})

test.concurrent('on Wayland, which paints no hidden window, the window is there all the same', async ({
  needs,
  start,
  soon,
}) => {
  needs('simulator')
  const app = await start({ system: 'gnome-wayland' })
  await soon(async () => (await app.desktop()).window?.visible).toBe(true)
})

test.concurrent('a wrong client id or tenant is refused with words, and no browser opens; then the sign-in is of that tenant', async ({
  start,
  fake,
  soon,
}) => {
  const app = await start()
  const window = await app.window()
  const field = window.getByLabel('Client ID')
  const next = window.getByRole('button', { name: 'Next' })

  await window.getByRole('button', { name: 'Sign in' }).click()
  await next.click()
  await window.getByText('Enter the Application (client) ID.').waitFor()
  await field.fill('not a client id')
  await window.getByText('This is no client ID').waitFor()
  await next.click()
  await field.fill('11111111-2222')
  await next.click()
  await window.getByText('A client ID has 36 characters').waitFor()
  await window.getByLabel('Tenant').fill('common')
  await window.getByText('Personal accounts have no presence.').waitFor()

  const { tray, openedUrls } = await app.desktop()
  expect(tray.tooltip).toBe('Not set up yet')
  expect(openedUrls).toEqual([])

  await field.fill(fake.clientId)
  const tenant = window.getByLabel('Tenant')
  await tenant.fill('nobody.example')
  await tenant.press('Tab')
  await window.getByText('There is no such tenant').waitFor()
  expect((await app.desktop()).openedUrls).toEqual([])

  await tenant.fill('contoso.example')
  await tenant.press('Tab')
  await window.getByText(`contoso.example is tenant ${fake.tenantId}`).waitFor()
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await soon(app.light).toBe('available')
  const [opened = ''] = (await app.desktop()).openedUrls
  expect(new URL(opened).pathname).toBe('/contoso.example/oauth2/v2.0/authorize')
})

test.concurrent('from a typed client id to every light of the case file, on the tray and in the window, with its details', async ({
  start,
  fake,
  soon,
  answered,
}) => {
  // Only the button asks.
  const app = await start({ settings: { intervalSeconds: 600 }, clock: 'controlled' })
  const page = await app.page()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const pageErrors: string[] = []
  page.on('pageerror', (error) => pageErrors.push(error.message))
  const window = await app.window()
  // As it is copied from a web page: with blanks around it and in capitals.
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByLabel('Client ID').fill(`  ${fake.clientId.toUpperCase()} `)
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByRole('button', { name: 'Sign in' }).click()
  await window.getByText(fake.account.username).waitFor()
  await soon(app.light).toBe('available')
  await answered(app)
  await app.hold()

  expect(lightCases.length).toBeGreaterThanOrEqual(11)
  for (const { name, body, light, outOfOffice, messageAsText } of lightCases) {
    fake.presence = body
    const before = fake.presenceRequests()
    await app.passToNextClick()
    await window.getByRole('button', { name: 'Check now' }).click()
    await soon(fake.presenceRequests).toBe(before + 1)
    await answered(app)
    await soon(app.light).toBe(light)
    const title = WORDS[light] ?? 'no words known to this test'
    await window.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await window.getByRole('img', { name: title, exact: true }).waitFor()
    const { tray, menu } = await app.desktop()
    expect(tray.tooltip, name).toMatch(new RegExp(`^${title} · since \\d\\d:\\d\\d`))
    expect(menu[0]?.label, name).toBe(tray.tooltip)
    const note = window.getByRole('heading', { level: 2, name: 'Out of office' })
    await soon(() => note.count()).toBe(outOfOffice ? 1 : 0)
    if (messageAsText === undefined) continue
    const message = window.getByRole('group', { name: 'Out-of-office message' })
    await soon(() => message.textContent()).toBe(messageAsText)
    expect(await message.locator('*').count(), name).toBe(0)
  }
  expect(dialogs).toEqual([])
  expect(pageErrors).toEqual([])
  expect(await app.desktop()).toMatchObject({
    openedUrls: [expect.any(String)],
    errors: [],
    notifications: [],
  })

  async function check(wanted: string) {
    const found = lightCases.find(({ name }) => name === wanted)
    if (!found) throw new Error(`no case named ${wanted}`)
    fake.presence = found.body
    const before = fake.presenceRequests()
    await app.passToNextClick()
    await window.getByRole('button', { name: 'Check now' }).click()
    await soon(fake.presenceRequests).toBe(before + 1)
    await answered(app)
    await soon(app.light).toBe(found.light)
  }

  await check('out of office and away, with a message of several lines')
  const message = window.getByRole('group', { name: 'Out-of-office message' })
  await soon(() => message.textContent()).toBe(
    'I am on leave until 7 December.\nFor urgent matters please call the service desk.',
  )
  await check('a word nobody has seen yet')
  await window.getByRole('heading', { name: 'In The Clouds', exact: true }).waitFor()
  await check('a status message and a work place')
  await window.getByText('Heads down on the release').waitFor()
  await window.getByText('Working remotely').waitFor()
  const expiry = timeAhead(Date.parse('2026-11-24T01:00:00Z'), Date.now(), 'en', here)
  await window.getByText(`Until ${expiry}`, { exact: true }).waitFor()
})
