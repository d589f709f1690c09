// npm run screenshots: takes the README's pictures, and every view in every language and theme for review.
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { externalOutputKinds, featureNames, settingsPages } from '../../app/model/names.ts'
import { startFakeMicrosoft } from '../../simulator/microsoft/fake-microsoft.ts'
import type { StartOptions } from '../../test/simulator/simulator-process.ts'
import { ensureLanguageFonts } from '../../test/support/browser/language-fonts.ts'
import { takeLightsPicture } from './lights-picture.ts'
import { openAlbum, usualLook } from './picture-album.ts'
import { leave, moments, type PicturedPresence, problems } from './picture-moments.ts'
import { openPicturedApp, type PicturedApp } from './pictured-app.ts'

const root = join(import.meta.dirname, '..', '..')
const readmePicture = (name: string) => join(root, 'docs', 'pictures', name)
/** Without the gradient, which makes the file six times as large. */
const PLAIN_WALLPAPER = 'body { background: #52688f !important }'

type Light = Parameters<PicturedApp['light']>[0]

function show({ availability, activity, away, status, until, place = 'remote' }: PicturedPresence) {
  const expiryDateTime = until === undefined ? null : { dateTime: until, timeZone: 'UTC' }
  fake.presence = {
    id: fake.account.oid,
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice: away !== undefined, message: away ?? null },
    statusMessage:
      status === undefined ? null : { message: { content: status, contentType: 'text' }, expiryDateTime },
    workLocation: place && { workLocationType: place, source: 'manual' },
  }
}

async function checkNow(app: PicturedApp, light: Light) {
  await app.post('menu', { path: ['check-now'] })
  await app.light(light)
}

const press = (app: PicturedApp, name: string) =>
  app.window.getByRole('button', { name, exact: true }).click()

/** Each light without an account, and what is said where calls cannot be seen. Begins and ends at the first start. */
async function thisComputer(app: PicturedApp) {
  const records = (on: boolean) => app.post('microphone', { program: 'Zoom', on })
  await press(app, 'This computer only')
  await app.light('available-local')
  await album.window(app, 'this-computer')
  await records(true)
  await app.light('in-a-call-local')
  await album.window(app, 'this-computer-in-a-call')
  await records(false)
  await app.light('available-local')
  await app.window.evaluate(() => window.tally.changeSettings({ microphone: false }))
  await album.window(app, 'this-computer-without-calls')
  await app.window.evaluate(() => window.tally.changeSettings({ microphone: true }))
  await press(app, 'Stop showing this computer')
  await app.session('not-set-up')
}

/** From the first start to the sign-in. The simulated browser is manual: this function opens Microsoft's page. */
async function untilSignedIn(app: PicturedApp) {
  await app.openWindow()
  await album.window(app, 'first-start')
  await press(app, 'Ask my administrator')
  await album.window(app, 'first-start-administrator')
  await press(app, 'Back')
  await thisComputer(app)
  await press(app, 'Sign in')
  await press(app, 'I have no ID: register the app myself')
  await album.window(app, 'first-start-register')
  await press(app, 'Next')
  await album.window(app, 'first-start-1-empty')
  await press(app, 'Next')
  await album.window(app, 'first-start-1-missing')
  await app.window.getByLabel('Client ID').fill(fake.clientId)
  await app.window.getByLabel('Tenant').fill('contoso.example')
  await app.window.getByLabel('Client ID').focus()
  await app.window.getByText(/contoso\.example is tenant/).waitFor()
  await album.window(app, 'first-start-1')
  await press(app, 'Next')
  await album.window(app, 'first-start-2')
  await app.window.evaluate(() => window.tally.tryDemo())
  await app.light('available')
  await album.window(app, 'demo')
  await app.window.evaluate(() => window.tally.showPage('today'))
  await app.window.locator('.strip').waitFor()
  await album.window(app, 'demo-today')
  await app.window.locator('summary').click()
  await album.window(app, 'demo-today-spans')
  await press(app, 'Previous day')
  await album.window(app, 'demo-friday')
  await app.window.evaluate(() => window.tally.leaveDemo())
  await app.window.evaluate((clientId) => window.tally.changeSettings({ clientId }), fake.clientId)
  await app.session('signed-out')
  await album.window(app, 'signed-out')
  await app.post('menu', { path: ['sign-in'] })
  await app.session('signing-in')
  await album.window(app, 'signing-in')
  const tab = await app.page.context().newPage()
  await tab.goto((await app.desktop()).visits.at(-1)?.link ?? '')
  await tab.waitForURL(/localhost/)
  await tab.screenshot({ path: album.path('browser-done.png') })
  await app.session('signed-in')
}

/** The README's pictures: in a call for twelve minutes with an out-of-office message, and all lights. */
async function readmePictures(app: PicturedApp) {
  const picture = (path: string) =>
    app.page.screenshot({ animations: 'disabled', path, style: PLAIN_WALLPAPER })
  await app.openDesktop()
  await app.look(usualLook)
  await app.light('available')
  await app.letPass(1)
  show({ availability: 'Busy', activity: 'InACall', away: leave })
  await checkNow(app, 'in-a-call-oof')
  await app.letPass(12)
  await app.openDesktop('?menu=open')
  await picture(readmePicture('desktop.png'))
  await app.look({ theme: 'dark', language: 'ru' })
  await picture(album.path('desktop-dark-panel.png'))
  await app.look(usualLook)
  await app.openDesktop('?panel=light&menu=open')
  await picture(album.path('desktop-light-panel.png'))
  await takeLightsPicture(await app.page.context().newPage(), readmePicture('lights.png'))
}

/** Every light and kind of message; the last is a call. */
async function presences(app: PicturedApp) {
  await app.openWindow()
  for (const [name, light, presence] of moments) {
    show(presence)
    await checkNow(app, light)
    await album.window(app, `now-${name}`)
  }
  await app.window.evaluate(() => window.tally.changeSettings({ windowPinned: true }))
  await album.window(app, 'pinned')
  await app.window.evaluate(() => window.tally.changeSettings({ windowPinned: false }))
}

/** Show it elsewhere: the kinds, the form of each, and an output that fails, in each of its views. */
async function elsewhere(app: PicturedApp) {
  const entry = (name: string) => app.window.getByRole('button', { name: new RegExp(`^${name} `) })
  const back = () => app.window.locator('.back').click()
  await app.window.evaluate(() => window.tally.showSettingsPage('elsewhere'))
  await press(app, 'Add a place')
  await album.window(app, 'elsewhere-kinds')
  const kinds = await app.window.locator('.entry-list button').count()
  for (let at = 0; at < kinds; at += 1) {
    await app.window.locator('.entry-list button').nth(at).click()
    await album.window(app, `elsewhere-new-${externalOutputKinds[at]}`)
    await back()
  }
  await entry('WLED').click()
  await app.window.getByLabel('Host').fill('127.0.0.1')
  await app.window.getByLabel('Port').fill('9')
  await press(app, 'Add')
  await app.window.getByText('The target cannot be reached').waitFor()
  await album.window(app, 'elsewhere-failing')
  for (const place of ['Connection', 'Lights', 'Hours']) {
    await entry(place).click()
    await album.window(app, `elsewhere-${place.toLowerCase()}`)
    await back()
  }
  await back()
  await album.window(app, 'elsewhere-list')
  await entry('WLED').click()
  await press(app, 'Remove…')
  await album.window(app, 'elsewhere-remove')
  await press(app, 'Remove')
}

/** Begins and ends in a call. */
async function pausedAndSettings(app: PicturedApp) {
  await app.post('menu', { path: ['settings'] })
  await album.window(app, 'settings')
  for (const page of settingsPages) {
    await app.window.evaluate((name) => window.tally.showSettingsPage(name), page)
    await album.window(app, `settings-${page}`)
  }
  await elsewhere(app)
  // Otherwise the next check would be the first entry of the day.
  await app.post('menu', { path: ['pause', 'pause-1-h'] })
  await app.light('paused')
  await app.window.evaluate(() => window.tally.showPage('today'))
  await app.window.evaluate(() => window.tally.eraseHistory())
  await app.window.locator('.nothing').waitFor()
  await album.window(app, 'today-empty')
  await app.post('menu', { path: ['pause', 'resume'] })
  await app.light('in-a-call')
  await app.post('menu', { path: ['open'] })
  for (const choice of ['pause-1-h', 'pause-until-tomorrow']) {
    await app.post('menu', { path: ['pause', choice] })
    await app.light('paused')
    await album.window(app, choice)
    await app.post('menu', { path: ['pause', 'resume'] })
    await app.light('in-a-call')
  }
}

/** Features that need more permissions: refused, then accepted. Begins and ends in a call. */
async function features(app: PicturedApp) {
  const turnOn = async (became: 'held-up' | 'on') => {
    for (const feature of featureNames) {
      await app.window.evaluate((name) => window.tally.switchFeature({ feature: name, on: true }), feature)
      await app.feature(feature, became)
    }
  }
  await app.window.evaluate(() => window.tally.showPage('colleagues'))
  await album.window(app, 'colleagues-off')
  fake.consent = { 'Presence.Read.All': 'refused', 'Presence.ReadWrite': 'refused' }
  await turnOn('held-up')
  await album.window(app, 'colleagues-held-up')
  await app.window.evaluate(() => window.tally.showSettingsPage('account'))
  await album.window(app, 'settings-held-up')
  fake.consent = {}
  await turnOn('on')
  await app.window.evaluate(() => window.tally.showPage('colleagues'))
  await album.window(app, 'colleagues-empty')
  for (const { id, displayName: name, userPrincipalName: address } of fake.people) {
    await app.window.evaluate((person) => window.tally.addColleague(person), { id, name, address })
  }
  const order = fake.people.map(({ id }, index) => ({ id, group: index < 3 ? 'Navy' : '' }))
  await app.window.evaluate((all) => window.tally.arrangeColleagues(all), order)
  await app.post('menu', { path: ['check-now'] })
  await app.holds(
    'every colleague seen',
    ({ colleagues }) => Object.keys(colleagues.seen).length === order.length,
  )
  await album.window(app, 'colleagues')
  await app.window.evaluate(() => window.tally.showPage('now'))
  await press(app, 'Set status')
  await app.window.getByLabel('Status message').waitFor()
  await album.window(app, 'own-status')
  fake.propagationMs = Number.MAX_SAFE_INTEGER
  await app.window.evaluate(() => window.tally.setStatus({ status: 'Away', length: '1-h' }))
  await app.light('away')
  await album.window(app, 'own-status-asked')
  fake.propagationMs = 0
  await app.window.evaluate(() => window.tally.clearStatus())
  await press(app, 'Set status')
  await checkNow(app, 'in-a-call')
}

async function problemViews(app: PicturedApp) {
  fake.fail('presence', { status: 503 }, Number.POSITIVE_INFINITY)
  await app.post('menu', { path: ['check-now'] })
  await app.problem('server-error')
  await album.window(app, 'trouble')
  await app.letPass(4, 'unchecked')
  await checkNow(app, 'in-a-call-stale')
  await album.window(app, 'stale')
  fake.mend()
  await checkNow(app, 'in-a-call')
  fake.fail('presence', { status: 403 }, Number.POSITIVE_INFINITY)
  await app.post('menu', { path: ['check-now'] })
  await app.problem('passing-refusal')
  await album.window(app, 'refused-check')
  fake.mend()
  fake.revoke()
  await checkNow(app, 'attention')
  await app.problem('sign-in-needed')
  await album.window(app, 'attention')
  await app.openDesktop()
  await app.page.screenshot({ path: album.path('desktop-attention.png'), style: PLAIN_WALLPAPER })
  await app.openWindow()
}

/** A lost sign-in, then a sign-in with another account. Ends with the first account. */
async function otherAccount(app: PicturedApp) {
  const before = fake.account
  fake.account = { name: 'Grace Hopper', username: 'grace@contoso.example', oid: randomUUID() }
  await app.post('menu', { path: ['sign-in'] })
  await app.session('other-account')
  await album.window(app, 'other-account')
  await app.post('menu', { path: ['stay-with-account'] })
  await app.session('signed-in')
  fake.account = before
}

/** Signed out, with each of Entra's sign-in errors. */
async function refusals(app: PicturedApp) {
  await app.window.evaluate(() => window.tally.signOut())
  await app.session('signed-out')
  for (const [kind, error, error_description] of problems) {
    fake.fail('authorize', { error, error_description })
    await app.post('menu', { path: ['sign-in'] })
    await app.problem(kind)
    await album.window(app, `refused-${kind}`)
  }
  // The first answer of an account: a refusal becomes a problem for the user at once.
  fake.fail('presence', { status: 403 }, Number.POSITIVE_INFINITY)
  await app.post('menu', { path: ['sign-in'] })
  await app.light('attention')
  await album.window(app, 'permission-missing')
  fake.mend()
}

await ensureLanguageFonts()
const album = await openAlbum(join(root, 'test-results', 'pictures'))
const fake = await startFakeMicrosoft()
const profile = await mkdtemp(join(tmpdir(), 'tally-light-pictures-'))

async function photographed(
  more: Partial<StartOptions>,
  ...scenes: ((app: PicturedApp) => Promise<void>)[]
): Promise<void> {
  const app = await openPicturedApp({ microsoft: fake.url, profile, ...more })
  try {
    for (const scene of scenes) await scene(app)
  } finally {
    await app.close()
  }
}

try {
  await photographed({ browser: 'manual' }, untilSignedIn)
  // The second start is signed in, and its desktop has no browser visit.
  await photographed(
    {},
    readmePictures,
    presences,
    pausedAndSettings,
    features,
    problemViews,
    otherAccount,
    refusals,
  )
  console.log(`${readmePicture('')} and ${await album.close()}`)
} finally {
  await fake.close()
  await rm(profile, { recursive: true, force: true })
}
