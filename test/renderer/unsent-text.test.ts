// Half typed is not lost: each field shows what waits in it, tells each letter, and is emptied once its text is sent.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { AppState } from '../../app/state.ts'
import type { UnsentField, UnsentTexts } from '../../app/unsent-text.ts'
import { followUnsentText } from '../../renderer/unsent-text.ts'
import { onPage } from './colleague-states.ts'
import { button } from './controls.ts'
import { CLIENT_ID, following, presence, stateWith } from './states.ts'
import { type WindowStage, windowStage } from './window.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const said = following(
  presence('Available', 'Available', { statusMessage: { message: { content: 'In Oslo' } } }),
)
const mine: AppState = {
  ...said,
  features: { colleagues: { kind: 'off' }, 'own-status': { kind: 'on' } },
}
const notSetUp = stateWith({ session: { kind: 'not-set-up' } })
const settings: AppState = { ...mine, page: 'settings' }

const fields: readonly [UnsentField, AppState, string, (page: Page) => Promise<void>][] = [
  ['status-message', mine, 'textarea', (page) => button(page, 'Set status').click()],
  ['find-colleague', onPage({ kind: 'on' }), '[role=combobox]', async () => {}],
  ['page-number', stateWith({ session: { kind: 'signing-in' } }), '.number-field input', async () => {}],
  ['first-client-id', notSetUp, '[name=clientId]', (page) => button(page, 'Next').click()],
  ['settings-tenant', settings, '[name=tenant]', async () => {}],
]

test.each(fields)('%s', async (field, state, place, reach) => {
  const { page, told } = await opened(state)
  await reach(page)
  const input = page.locator(place)
  await input.fill('half typed')
  await expect.poll(told).toContainEqual({ field, text: 'half typed' })
  // Another window, after the first was let go.
  const { page: next } = await stage.open(state, { unsent: { [field]: 'half typed' } })
  const again = next.locator(place)
  await again.waitFor()
  expect(await again.inputValue()).toBe('half typed')
})

async function opened(state: AppState) {
  const window = await stage.open(state)
  return { ...window, told: () => window.page.evaluate(() => globalThis.window.standIn.kept) }
}

test('a message outlives other pages, is forgotten when it is sent, and can be discarded', async () => {
  const { page, tell, asked, told } = await opened(mine)
  await button(page, 'Set status').click()
  const field = page.getByRole('textbox', { name: 'Status message' })
  await field.fill('Back at')
  await tell({ ...mine, page: 'today' })
  await field.waitFor({ state: 'detached' })
  await tell(mine)
  await expect.poll(() => field.inputValue()).toBe('Back at')
  await button(page, 'Discard what was typed').click()
  await expect.poll(() => field.inputValue()).toBe('In Oslo')
  expect((await told()).at(-1)).toEqual({ field: 'status-message', text: null })
  await field.fill('Back at one')
  await button(page, 'Set the message').click()
  await expect.poll(async () => (await told()).at(-1)).toEqual({ field: 'status-message', text: null })
  expect(await field.inputValue()).toBe('Back at one')
  expect(await asked()).toEqual([['setStatusMessage', { text: 'Back at one', length: 'end-of-day' }]])
})

test('a refused message is still there', async () => {
  const { page, refuse, told } = await opened(mine)
  await refuse('setStatusMessage', 'Not now')
  await button(page, 'Set status').click()
  await page.getByRole('textbox', { name: 'Status message' }).fill('Back at one')
  await button(page, 'Set the message').click()
  await page.getByText('Not now').waitFor()
  expect((await told()).at(-1)).toEqual({ field: 'status-message', text: 'Back at one' })
})

test('a number that waits is explained again', async () => {
  const signingIn = stateWith({ session: { kind: 'signing-in' }, settings: { clientId: CLIENT_ID } })
  const { asked } = await stage.open(signingIn, { unsent: { 'page-number': '50011' } })
  await expect.poll(asked).toContainEqual(['explainNumber', '50011'])
})

test('read again while it is being read, it is there with the newest answer, and asked for no oftener', async () => {
  const followed = createStore<AppState | null>(() => null)
  const answers: ((texts: UnsentTexts) => void)[] = []
  const kept: unknown[] = []
  const tally = {
    readUnsent: () => new Promise<UnsentTexts>((resolve) => answers.push(resolve)),
    keepUnsent: async (text: unknown) => void kept.push(text),
  }
  const { texts, keep } = followUnsentText(tally, followed)
  followed.setState(mine)
  followed.setState({ ...mine, session: { kind: 'signing-in' } })
  expect(answers).toHaveLength(2)
  answers[0]?.({ 'page-number': 'of before' })
  await turnOfTheLoop()
  expect(texts.getState()).toBeNull()
  answers[1]?.({ 'page-number': 'of now' })
  await expect.poll(texts.getState).toEqual({ 'page-number': 'of now' })
  expect(answers).toHaveLength(2)

  // What is typed while it is read anew is newer than that answer.
  followed.setState(mine)
  keep('page-number', 'typed')
  answers[2]?.({})
  await turnOfTheLoop()
  expect(texts.getState()).toEqual({ 'page-number': 'typed' })
  answers[3]?.({ 'page-number': 'typed', 'find-colleague': 'kept' })
  await expect.poll(texts.getState).toEqual({ 'page-number': 'typed', 'find-colleague': 'kept' })
  expect(answers).toHaveLength(4)
  expect(kept).toHaveLength(1)
})
