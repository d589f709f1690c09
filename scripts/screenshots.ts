// npm run screenshots: the README's picture, and every view in both themes and languages for those who look after them.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeMicrosoft } from '../test/fake-microsoft/fake-microsoft.ts'
import { takeLightsPicture } from './lights-picture.ts'
import { type Look, openPicturedApp, type PicturedApp } from './pictured-app.ts'

const root = join(import.meta.dirname, '..')
const readmePicture = (name: string) => join(root, 'docs', 'pictures', name)
const folder = join(root, 'test-results', 'pictures')
const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ru'] as const).map((language) => ({ theme, language })),
)
const usualLook: Look = { theme: 'light', language: 'en' }
/** Room for the longest view. */
const TALL = { width: 600, height: 1600 }
const DESKTOP = { width: 840, height: 600 }
/** A gradient makes the file six times as large. */
const PLAIN_WALLPAPER = 'body { background: #52688f !important }'
const leave = 'On leave from 27 November.\nUrgent? Please call the service desk.'

type Presence = [availability: string, activity: string, more?: { away?: string; status?: string }]
type Light = Parameters<PicturedApp['light']>[0]

function show([availability, activity, { away, status } = {}]: Presence) {
  fake.presence = {
    id: fake.account.oid,
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice: away !== undefined, message: away ?? null },
    statusMessage: status === undefined ? null : { message: { content: status, contentType: 'text' } },
    workLocation: { workLocationType: 'remote', source: 'manual' },
  }
}

async function checkNow(app: PicturedApp, light: Light) {
  await app.post('menu', { path: ['check-now'] })
  await app.light(light)
}

/** The window in every look; also in its whole length where there is more than it can show. */
async function pictureOfWindow(app: PicturedApp, name: string) {
  const box = app.page.locator('.window:not([data-hidden])')
  for (const look of looks) {
    await app.look(look)
    const picture = (suffix: string, height: number) =>
      box.screenshot({
        animations: 'disabled',
        path: join(folder, `${name}-${look.theme}-${look.language}${suffix}.png`),
        style: `#aside, #panel { display: none } #windows > .window { top: 0 !important; height: ${height}px !important }`,
      })
    const height = (await box.boundingBox())?.height ?? 0
    const unseen = await app.window
      .locator('.window-main')
      .evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    await picture('', height)
    if (unseen > 0) await picture('-whole', height + unseen)
  }
  await app.look(usualLook)
}

/** From the first start to the sign-in, with a browser that leaves Microsoft's pages to us. */
async function untilSignedIn(app: PicturedApp) {
  await app.open(TALL)
  await pictureOfWindow(app, 'first-start')
  await app.window.locator('summary').click()
  await pictureOfWindow(app, 'first-start-how')
  await app.window.evaluate(() => window.tally.tryDemo())
  await app.light('available')
  await pictureOfWindow(app, 'demo')
  await app.window.evaluate(() => window.tally.leaveDemo())
  await app.window.evaluate((clientId) => window.tally.changeSettings({ clientId }), fake.clientId)
  await app.session('signed-out')
  await pictureOfWindow(app, 'signed-out')
  await app.post('menu', { path: ['sign-in'] })
  await app.session('signing-in')
  await pictureOfWindow(app, 'signing-in')
  const tab = await app.page.context().newPage()
  await tab.goto((await app.desktop()).visits.at(-1)?.link ?? '')
  await tab.waitForURL(/localhost/)
  await tab.screenshot({ path: join(folder, 'browser-done.png') })
  await app.session('signed-in')
}

/** The README's pictures: in a call for twelve minutes, and soon on leave; and all the lights. */
async function forTheReadme(app: PicturedApp) {
  const picture = (path: string) =>
    app.page.screenshot({ animations: 'disabled', path, style: PLAIN_WALLPAPER })
  await app.open(DESKTOP)
  await app.look(usualLook)
  await app.light('available')
  await app.letPass(1)
  show(['Busy', 'InACall', { away: leave }])
  await checkNow(app, 'in-a-call-oof')
  await app.letPass(12)
  await app.open(DESKTOP, '?menu=open')
  await picture(readmePicture('desktop.png'))
  await app.look({ theme: 'dark', language: 'ru' })
  await picture(join(folder, 'desktop-dark-panel.png'))
  await app.look(usualLook)
  await app.open(DESKTOP, '?panel=light&menu=open')
  await picture(join(folder, 'desktop-light-panel.png'))
  await takeLightsPicture(await app.page.context().newPage(), readmePicture('lights.png'))
}

async function presences(app: PicturedApp) {
  const moments: readonly [name: string, Presence, Light][] = [
    ['available', ['Available', 'Available', { status: 'Heads down on the release' }], 'available'],
    ['busy', ['Busy', 'InAMeeting'], 'busy'],
    ['presenting', ['DoNotDisturb', 'Presenting'], 'presenting'],
    ['do-not-disturb', ['DoNotDisturb', 'Focusing'], 'do-not-disturb'],
    ['away', ['Away', 'Away'], 'away'],
    ['out-of-office', ['Away', 'Away', { away: leave }], 'out-of-office'],
    ['unknown', ['InTheClouds', 'Teleporting'], 'unknown'],
    ['in-a-call', ['Busy', 'InACall'], 'in-a-call'],
  ]
  for (const [name, presence, light] of moments) {
    show(presence)
    await checkNow(app, light)
    await pictureOfWindow(app, `now-${name}`)
  }
}

/** Begins and ends in a call. */
async function pausedAndSettings(app: PicturedApp) {
  await app.post('menu', { path: ['settings'] })
  await pictureOfWindow(app, 'settings')
  await app.post('menu', { path: ['open'] })
  await app.post('menu', { path: ['pause', 'pause-1-h'] })
  await app.light('paused')
  await pictureOfWindow(app, 'paused')
  await app.post('menu', { path: ['pause', 'resume'] })
  await app.light('in-a-call')
}

async function troubles(app: PicturedApp) {
  fake.fail('presence', { status: 503 }, Number.POSITIVE_INFINITY)
  await app.post('menu', { path: ['check-now'] })
  await app.window.getByText('Microsoft has a fault').waitFor()
  await pictureOfWindow(app, 'trouble')
  await app.letPass(4, 'unchecked')
  await checkNow(app, 'in-a-call-stale')
  await pictureOfWindow(app, 'stale')
  fake.mend()
  fake.revoke()
  await checkNow(app, 'attention')
  await pictureOfWindow(app, 'attention')
  await app.open(DESKTOP)
  await app.page.screenshot({ path: join(folder, 'desktop-attention.png'), style: PLAIN_WALLPAPER })
}

await mkdir(folder, { recursive: true })
const fake = await startFakeMicrosoft()
const profile = await mkdtemp(join(tmpdir(), 'tally-light-pictures-'))

async function photographed(args: readonly string[], ...scenes: ((app: PicturedApp) => Promise<void>)[]) {
  const app = await openPicturedApp(['--microsoft', fake.url, '--profile', profile, ...args])
  try {
    for (const scene of scenes) await scene(app)
  } finally {
    await app.close()
  }
}

try {
  await photographed(['--browser', 'manual'], untilSignedIn)
  // A second start finds the account, on a desktop that has no sign-in behind it.
  await photographed([], forTheReadme, (app) => app.open(TALL), presences, pausedAndSettings, troubles)
  console.log(`${readmePicture('')} and more in ${folder}`)
} finally {
  await fake.close()
  await rm(profile, { recursive: true, force: true })
}
