// The window without an account: what the light is made of, what is not seen, and the offer to sign in.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { languageNames } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { notManaged } from '../../app/model/state.ts'
import { button } from './scenes/controls.ts'
import { withOutputs } from './scenes/output-states.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { CLIENT_ID, following, minutesAgo, presence, someDays, span } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const here = (activity: string, change: Partial<AccountView> = {}): AccountView => {
  const state = following(presence(activity === 'InACall' ? 'Busy' : activity, activity))
  return {
    ...state,
    settings: { ...state.settings, clientId: '' },
    session: { kind: 'this-computer' },
    ...change,
  }
}
const inACall = here('InACall', {
  recording: [
    { program: 'Audacity', since: minutesAgo(30) },
    { program: 'ZOOM VoiceEngine', since: minutesAgo(18) },
  ],
})

test.each([
  [
    'Available',
    here('Available'),
    'This computer: in use, and no call program records. Nobody else sees this light.',
  ],
  ['In a call', inACall, 'This computer: Zoom records from the microphone. Nobody else sees this light.'],
  ['Away', here('Away'), 'This computer: locked, or no input for five minutes. Nobody else sees this light.'],
] as const)(
  '%s is marked as seen on this computer, and says what it is made of',
  async (title, state, text) => {
    const { page } = await stage.open(state)
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await page.getByRole('img', { name: `${title}, seen on this computer` }).waitFor()
    await page.getByText('Seen on this computer', { exact: true }).waitFor()
    await page.getByText('since 10:27 · 18 minutes').waitFor()
    await page.getByText(text).waitFor()
    await page.getByText('Calls in a browser or on a telephone are not seen.').waitFor()
    expect(await page.title()).toContain(`${title}, seen on this computer`)
    // Nothing is checked.
    expect(await page.getByRole('contentinfo').count()).toBe(0)
  },
)

test('with an output switched on, it does not promise that nobody else sees the light', async () => {
  const { externalOutputs } = withOutputs
  const { page, sendState } = await stage.open(here('Available', { externalOutputs }))
  await page.getByText('The light is seen where you show it, but not in Teams.').waitFor()
  const off = externalOutputs.map(({ id }) => ({ id, status: { kind: 'off' as const } }))
  await sendState(here('Available', { externalOutputs: off }))
  await page.getByText('Nobody else sees this light.').waitFor()
})

test.each<[string, Partial<AccountView>, string]>([
  [
    'switched off',
    { settings: { ...inACall.settings, microphone: false } },
    'is switched off in the settings',
  ],
  [
    'switched off by an administrator',
    {
      settings: { ...inACall.settings, microphone: false },
      managed: { ...notManaged, fields: ['microphone'], organization: 'Contoso' },
    },
    'Managed by Contoso.',
  ],
  ['a system without a source', { microphone: [] }, 'This system does not say which programs record.'],
  [
    'a source that failed',
    { microphone: [{ name: 'pactl', failure: 'ENOENT' }] },
    'pactl, of the package pulseaudio-utils, does not answer (ENOENT)',
  ],
])('%s: it says that calls are not seen, and why', async (_what, change, reason) => {
  const { page } = await stage.open(here('Available', change))
  await page.getByRole('region', { name: 'Calls are not seen' }).getByText(reason).waitFor()
  await page.getByText('This computer: in use. Nobody else sees this light.').waitFor()
  expect(await page.getByText('in a browser').count()).toBe(0)
})

test('one source that works is enough; the log of Teams counts if it is on', async () => {
  const microphone: AccountView['microphone'] = [
    { name: 'consent-store', failure: 'exit 1' },
    { name: 'teams-log', failure: null },
  ]
  const { page, sendState } = await stage.open(here('Available', { microphone }))
  await page.getByRole('region', { name: 'Calls are not seen' }).waitFor()
  const { settings } = here('Available')
  await sendState(here('Available', { microphone, settings: { ...settings, teamsLog: true } }))
  await page.getByText('no call program records').waitFor()
})

test('a Mac says that it sees Teams alone', async () => {
  const { page } = await stage.open(here('Available', { microphone: [{ name: 'pmset', failure: null }] }))
  await page.getByText('Only calls in the Teams app are seen').waitFor()
})

test('offers to sign in: without a client ID it leads to the field for it', async () => {
  const { page, commands, sendState } = await stage.open(here('Available'))
  await button(page, 'Sign in').click()
  await expect.poll(async () => (await commands())[0]).toEqual(['signIn'])
  await sendState({ ...here('Available'), session: { kind: 'not-set-up' } })
  await page.getByLabel('Client ID').waitFor()
})

test('with a client ID it signs in at once', async () => {
  const { settings } = here('Available')
  const { page, commands } = await stage.open(
    here('Available', { settings: { ...settings, clientId: CLIENT_ID } }),
  )
  await button(page, 'Sign in').click()
  await expect.poll(async () => (await commands())[0]).toEqual(['signIn'])
})

test('a stop leads back to the question', async () => {
  const { page, commands, sendState } = await stage.open(here('Available'))
  await button(page, 'Stop showing this computer').click()
  await expect.poll(async () => (await commands())[0]).toEqual(['stopThisComputer'])
  await sendState({ ...here('Available'), session: { kind: 'not-set-up' } })
  await page.getByRole('list', { name: 'How do you want to begin?' }).waitFor()
})

test('the reason of a failed sign-in stays beside the light', async () => {
  const { page } = await stage.open(
    here('Available', {
      signInProblem: { kind: 'admin-consent-needed', next: 'person', code: 'AADSTS90094' },
    }),
  )
  await button(page, 'Copy a message for the administrator').waitFor()
  await page.getByRole('img', { name: 'Available, seen on this computer' }).waitFor()
})

test('the day shows these lights by their names', async () => {
  const { page } = await stage.open(
    { ...here('Available'), page: 'today' },
    {
      history: [
        ...someDays.slice(0, 3),
        span('in-a-call-local', '09:00–09:30'),
        span('available-local', '09:30–10:40'),
      ],
    },
  )
  await page.locator('.totals').getByText('In a call, seen on this computer').waitFor()
  const piece = page.getByRole('option', { name: /In a call, seen on this computer/ })
  expect(await piece.locator('img').evaluate((img: HTMLImageElement) => img.src)).toMatch(
    /in-a-call-local\.svg$/,
  )
  await expect
    .poll(() => piece.locator('.fill').evaluate((fill) => getComputedStyle(fill).backgroundColor))
    .toBe('rgb(197, 15, 31)')
})

test.each(languageNames)('in %s Now needs no scrolling', async (language) => {
  for (const state of [here('Available'), inACall, here('Available', { microphone: [] })]) {
    const { page } = await stage.open({ ...state, language })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('main').evaluate((main) => main.scrollHeight - main.clientHeight)).toBe(0)
  }
})
