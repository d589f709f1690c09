// Unsent text is not lost: each field shows it, sends each change to the main process, and discards it once it is sent.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type UnsentTexts, unsentTextSchema } from '../../app/contract/contract.ts'
import { type UnsentField, unsentFields } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { createUnsentText } from '../../renderer/controls/unsent-fields.ts'
import { onPage, team } from './scenes/colleague-states.ts'
import { button } from './scenes/controls.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { CLIENT_ID, following, inSettings, presence, stateWith } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const said = following(
  presence('Available', 'Available', { statusMessage: { message: { content: 'In Oslo' } } }),
)
const mine: AccountView = {
  ...said,
  features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'on' } },
}
const notSetUp = stateWith({ session: { kind: 'not-set-up' } })
const settings = inSettings(mine, 'registration')

const timedOut = { kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 } as const
const asking: AccountView = {
  ...inSettings(mine, 'account'),
  features: { colleagues: { kind: 'asking' }, 'own-status': { kind: 'off' } },
}
const [first] = team.colleagues.people
const openFirst = async (page: Page) => {
  const field = page.locator('.colleague-options input')
  if ((await field.count()) === 0) await page.locator('.person').first().click()
}
const there = async () => {}
const paste = async (page: Page) => {
  const id = page.locator('[name=clientId]')
  if ((await id.count()) === 0) await page.locator('.answers button').first().click()
}

/** Every field that keeps unsent text: its selector, and how the user opens it. */
const fields: readonly [
  what: string,
  field: UnsentField,
  state: AccountView,
  place: string,
  reach: (page: Page) => Promise<void>,
  besides?: UnsentTexts,
][] = [
  [
    'status message',
    'status-message',
    mine,
    'textarea',
    async (page) => {
      const opener = page.locator('button[aria-expanded=false]')
      if ((await opener.count()) > 0 && (await page.locator('textarea').count()) === 0)
        await opener.last().click()
    },
  ],
  ['colleague to find', 'find-colleague', onPage({ kind: 'on' }), '[role=combobox]', there],
  [
    'colleague whose light is shown',
    'find-shown-colleague',
    inSettings(onPage({ kind: 'on' }), 'light'),
    '[role=combobox]',
    (page) => page.locator('.whose-light details').evaluate((details) => details.setAttribute('open', '')),
  ],
  [
    'group of a colleague',
    'colleague-group',
    team,
    '.colleague-options input',
    openFirst,
    { 'grouped-colleague': first?.id ?? '' },
  ],
  [
    'number while signing in',
    'page-number',
    stateWith({ session: { kind: 'signing-in' } }),
    '.number-field input',
    there,
  ],
  [
    'number after an unfinished sign-in',
    'page-number',
    stateWith({ session: { kind: 'signed-out', problem: timedOut }, settings: { clientId: CLIENT_ID } }),
    '.number-field input',
    there,
  ],
  [
    'number while signed in',
    'page-number',
    { ...said, signInProblem: timedOut },
    '.number-field input',
    there,
  ],
  ['number while a feature asks', 'page-number', asking, '.number-field input', there],
  ['client ID at the first start', 'first-client-id', notSetUp, '[name=clientId]', paste],
  ['tenant at the first start', 'first-tenant', notSetUp, '[name=tenant]', paste],
  ['client ID in the settings', 'settings-client-id', settings, '[name=clientId]', there],
  ['tenant in the settings', 'settings-tenant', settings, '[name=tenant]', there],
]

test('every unsent field is tested', () => {
  // Several fields as one text: elsewhere.test.ts.
  const tried = [
    'output-draft',
    ...fields.flatMap(([, field, , , , besides = {}]) => [field, ...Object.keys(besides)]),
  ]
  expect([...new Set(tried)].toSorted()).toEqual([...unsentFields].toSorted())
})

test.each(fields)('%s', async (_what, field, state, place, reach, besides = {}) => {
  const { page, kept, sendState } = await opened(state)
  await reach(page)
  const input = page.locator(place)
  await input.fill('half typed')
  await expect.poll(kept).toContainEqual({ field, text: 'half typed' })
  const value = async () => {
    await reach(page)
    return input.inputValue()
  }

  // A new state while the user types keeps the text and the focus.
  const { checking } = state.following
  await sendState({
    ...state,
    following: { ...state.following, checking: !checking },
    openAtLogin: { kind: 'on' },
  })
  expect(await input.evaluate((shown) => shown === document.activeElement)).toBe(true)
  await page.keyboard.type('!')
  expect(await value()).toBe('half typed!')
  await sendState({ ...state, language: 'ru' })
  expect(await value()).toBe('half typed!')
  await sendState(state)
  // The tray menu opens another page without a click in the window.
  await sendState({ ...state, page: state.page === 'settings' ? 'now' : 'settings' })
  await sendState(state)
  expect(await value()).toBe('half typed!')
  await expect.poll(async () => lastOf(await kept())).toMatchObject({ [field]: 'half typed!', ...besides })

  // A new window, after the first was closed or crashed.
  const { page: next } = await stage.open(state, { unsent: { ...besides, [field]: 'half typed' } })
  const again = next.locator(place)
  await again.waitFor()
  expect(await again.inputValue()).toBe('half typed')
})

/** The texts that the main process has. */
const lastOf = (kept: readonly unknown[]): UnsentTexts =>
  Object.fromEntries(
    kept.map((one) => unsentTextSchema.parse(one)).map(({ field, text }) => [field, text ?? undefined]),
  )

test('a group is not sent while another program has the focus; Escape discards it, Enter sends it', async () => {
  const { page, commands, kept } = await opened(team, { anew: true })
  await openFirst(page)
  const input = page.locator('.colleague-options input')
  const arranged = async () => (await commands()).filter(([name]) => name === 'arrangeColleagues').length
  await input.fill('Sal')
  await page.evaluate(() => {
    document.hasFocus = () => false
  })
  await input.evaluate((field: HTMLElement) => field.blur())
  expect(await arranged()).toBe(0)
  expect(lastOf(await kept())).toMatchObject({ 'colleague-group': 'Sal' })
  await page.evaluate(() => {
    document.hasFocus = () => true
  })
  await input.focus()
  await input.press('Escape')
  await openFirst(page)
  expect(await input.inputValue()).toBe(first?.group)
  expect(await arranged()).toBe(0)
  await input.fill('Sales')
  await input.press('Enter')
  await expect.poll(arranged).toBe(1)
  await expect.poll(async () => lastOf(await kept())['colleague-group']).toBeUndefined()
})

async function opened(state: AccountView, options?: { anew: boolean }) {
  const window = await stage.open(state, options)
  return { ...window, kept: () => window.page.evaluate(() => globalThis.window.standIn.kept) }
}

test('a message is kept on other pages, discarded once it is sent, and can be discarded', async () => {
  const { page, sendState, commands, kept } = await opened(mine)
  await button(page, 'Set status').click()
  const field = page.getByRole('textbox', { name: 'Status message' })
  await field.fill('Back at')
  await sendState({ ...mine, page: 'today' })
  await field.waitFor({ state: 'detached' })
  await sendState(mine)
  await expect.poll(() => field.inputValue()).toBe('Back at')
  await button(page, 'Discard what was typed').click()
  await expect.poll(() => field.inputValue()).toBe('In Oslo')
  expect((await kept()).at(-1)).toEqual({ field: 'status-message', text: null })
  await field.fill('Back at one')
  await button(page, 'Set the message').click()
  await expect.poll(async () => (await kept()).at(-1)).toEqual({ field: 'status-message', text: null })
  expect(await field.inputValue()).toBe('Back at one')
  expect(await commands()).toEqual([['setStatusMessage', { text: 'Back at one', length: 'end-of-day' }]])
})

test('what was typed stays where the message before is removed', async () => {
  const { page, commands, kept } = await opened(mine)
  await button(page, 'Set status').click()
  const field = page.getByRole('textbox', { name: 'Status message' })
  await field.fill('Back at three')
  await button(page, 'Remove the message').click()
  await expect.poll(async () => (await commands()).length).toBe(1)
  await button(page, 'Set the message').click()
  await expect.poll(commands).toEqual([
    ['setStatusMessage', { text: '', length: 'end-of-day' }],
    ['setStatusMessage', { text: 'Back at three', length: 'end-of-day' }],
  ])
  await expect.poll(async () => (await kept()).at(-1)).toEqual({ field: 'status-message', text: null })
  expect(await field.inputValue()).toBe('Back at three')
})

test.each(['[name=tenant]', '[name=clientId]'])(
  'an app registration is not changed while another program has the focus: %s',
  async (selector) => {
    const { page, commands } = await opened(settings)
    const input = page.locator(selector)
    const changes = async () => (await commands()).filter(([name]) => name === 'changeSettings').length
    await page.evaluate(() => {
      document.hasFocus = () => false
    })
    await input.fill(selector.includes('tenant') ? contoso : '22222222-3333-4444-8555-666666666666')
    await input.evaluate((field: HTMLElement) => field.blur())
    expect(await changes()).toBe(0)
    await page.evaluate(() => {
      document.hasFocus = () => true
    })
    await input.focus()
    await input.evaluate((field: HTMLElement) => field.blur())
    await expect.poll(changes).toBe(1)
  },
)

test('a refused message is kept', async () => {
  const { page, reject, answer, commands, kept } = await opened(mine)
  const field = page.getByRole('textbox', { name: 'Status message' })
  await answer('setStatusMessage', true)
  await button(page, 'Set status').click()
  await field.fill('Back at one')
  await button(page, 'Set the message').click()
  await button(page, 'Remove the message').click()
  await expect.poll(async () => (await commands()).length).toBe(2)
  await reject('setStatusMessage', 'Not now')
  await button(page, 'Set the message').click()
  await page.getByText('Not now').waitFor()
  expect(await field.inputValue()).toBe('Back at one')
  expect((await kept()).at(-1)).toEqual({ field: 'status-message', text: 'Back at one' })
})

const contoso = 'contoso.com'
/** A field, the command that sends its text, and how the user sends it. */
const sendings: readonly [
  field: UnsentField,
  AccountView,
  string,
  command: string,
  typed: string,
  send: (page: Page) => Promise<void>,
][] = [
  [
    'status-message',
    mine,
    'textarea',
    'setStatusMessage',
    'Back at one',
    (page) => button(page, 'Set the message').click(),
  ],
  [
    'colleague-group',
    team,
    '.colleague-options input',
    'arrangeColleagues',
    'Sales',
    (page) => page.keyboard.press('Enter'),
  ],
  [
    'settings-tenant',
    settings,
    '[name=tenant]',
    'changeSettings',
    contoso,
    (page) => page.keyboard.press('Tab'),
  ],
]

test.each(sendings)('%s: keeps text typed while sending, and discards the sent text', async (...sending) => {
  const [field, state, place, command, typed, send] = sending
  for (const typesMore of [true, false]) {
    const { page, commands, kept } = await opened(state)
    await page.evaluate((name) => {
      const answer = new Promise<void>((resolve) => {
        Object.assign(globalThis.window, { answerNow: resolve })
      })
      globalThis.window.standIn.answers.set(name, answer)
    }, command)
    const [, , , , reach] = fields.find(([, name]) => name === field) ?? [null, null, null, null, there]
    await reach(page)
    const input = page.locator(place)
    await input.fill(typed)
    await send(page)
    await expect.poll(async () => (await commands()).map(([name]) => name)).toContain(command)
    if (typesMore) await input.fill('something else')
    await page.evaluate(() => Reflect.get(globalThis.window, 'answerNow')())
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(lastOf(await kept())[field]).toBe(typesMore ? 'something else' : undefined)
  }
})

test('an unsent number is explained again', async () => {
  const signingIn = stateWith({ session: { kind: 'signing-in' }, settings: { clientId: CLIENT_ID } })
  const { commands } = await stage.open(signingIn, { unsent: { 'page-number': '50011' } })
  await expect.poll(commands).toContainEqual(['explainNumber', '50011'])
})

test('overlapping reads: only the newest answer counts, and there are no further reads', async () => {
  const states = createStore<AccountView | null>(() => null)
  const answers: ((texts: UnsentTexts) => void)[] = []
  const kept: unknown[] = []
  const tally = {
    readUnsentTexts: () => new Promise<UnsentTexts>((resolve) => answers.push(resolve)),
    setUnsentText: async (text: unknown) => void kept.push(text),
  }
  const { texts, keep } = createUnsentText(tally, states)
  states.setState(mine)
  states.setState({ ...mine, session: { kind: 'signing-in' } })
  expect(answers).toHaveLength(2)
  answers[0]?.({ 'page-number': 'old' })
  await turnOfTheLoop()
  expect(texts.getState()).toBeNull()
  answers[1]?.({ 'page-number': 'new' })
  await expect.poll(texts.getState).toEqual({ 'page-number': 'new' })
  expect(answers).toHaveLength(2)

  // Text typed during a read is newer than its answer.
  states.setState(mine)
  keep('page-number', 'typed')
  answers[2]?.({})
  await turnOfTheLoop()
  expect(texts.getState()).toEqual({ 'page-number': 'typed' })
  answers[3]?.({ 'page-number': 'typed', 'find-colleague': 'kept' })
  await expect.poll(texts.getState).toEqual({ 'page-number': 'typed', 'find-colleague': 'kept' })
  expect(answers).toHaveLength(4)
  expect(kept).toHaveLength(1)
})
