// What a screen reader hears of the light: each change once, and nothing while the light stays.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountView } from '../../app/model/state.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'
import { CLIENT_ID, following, minutesAgo, NOW, presence } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const busy = following(presence('Busy', 'InACall'))
const { last } = busy.following

/** The window with a light, and the texts that its live region takes from then on. */
async function listening(state: AccountView): Promise<OpenWindow & { heard: () => Promise<string[]> }> {
  const window = await stage.open(state)
  await window.page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    const region = document.querySelector('.visually-hidden[role="status"]')
    if (!region) throw new Error('The window has no live region')
    const options = { childList: true, characterData: true, subtree: true }
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, options)
  })
  const heard = () => window.page.evaluate<string[]>('globalThis.heard')
  return { ...window, heard }
}

test('a changed light is said once, in the words of the tray', async () => {
  const { sendState, heard } = await listening(following(presence('Available', 'Available')))
  await sendState(busy)
  await expect.poll(heard).toEqual(['In a call · since 10:27'])
  await sendState({ ...busy, pausedUntil: NOW + 3_600_000 })
  await expect.poll(async () => (await heard()).length).toBe(2)
  await sendState(busy)
  await expect
    .poll(heard)
    .toEqual(['In a call · since 10:27', 'Paused · until 11:45', 'In a call · since 10:27'])
})

test('a light that cannot be confirmed any more is said once', async () => {
  const { sendState, heard } = await listening(busy)
  const stale = { ...busy.following, stale: true }
  await sendState({ ...busy, following: stale })
  await sendState({ ...busy, following: { ...stale, nextCheckAt: NOW + 60_000 } })
  await expect.poll(heard).toEqual(['In a call at 10:44 · not confirmed since'])
})

test('nothing is said while the light stays', async () => {
  const { page, clock, sendState, heard } = await listening(busy)
  const same: AccountView[] = [
    { ...busy, following: { ...busy.following, checking: true } },
    { ...busy, following: { ...busy.following, nextCheckAt: NOW + 90_000 } },
    // Another answer with the same presence; its start turns out to be earlier, and was not seen.
    { ...busy, following: { ...busy.following, last: last && { ...last, at: NOW } } },
    {
      ...busy,
      following: { ...busy.following, last: last && { ...last, since: minutesAgo(40), witnessed: false } },
    },
    { ...busy, page: 'today' },
    { ...busy, update: { kind: 'checking' } },
    { ...busy, hourCycle: 'h12' },
  ]
  for (const state of same) await sendState(state)
  // After midnight the start has its date.
  await clock.setFixedTime(NOW + 24 * 3_600_000)
  await sendState({ ...busy, settings: { ...busy.settings, windowPinned: true } })
  await expect.poll(() => page.title()).toContain('23 Nov, 10:27')
  expect(await heard()).toEqual([])
})

test('the light of a colleague is said with the name, even if it is the same', async () => {
  const { sendState, heard } = await listening(busy)
  const person = { id: CLIENT_ID, name: 'Grace Hopper', address: 'grace@contoso.com' }
  await sendState({ ...busy, following: { ...busy.following, person } })
  await expect.poll(heard).toEqual(['Grace Hopper · In a call · since 10:27'])
})

test('the demo says what it is, even if its light is the same', async () => {
  const { sendState, heard } = await listening(busy)
  await sendState({ ...busy, session: { kind: 'demo', pretending: null } })
  await expect.poll(heard).toEqual(['Demo · In a call · since 10:27'])
})
