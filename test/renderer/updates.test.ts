// Updates in the settings, and the line on the Now page when one is ready.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountView } from '../../app/model/state.ts'
import { withOutputs } from './scenes/output-states.ts'
import { type WindowStage, windowStage } from './scenes/window-stage.ts'
import { following, inSettings, NOW, presence } from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const HOUR_MS = 3_600_000
const ready = { kind: 'ready', version: '0.2.0' } as const
const refused = { kind: 'failed', problem: { kind: 'update-refused', next: 'retries' } } as const

function settingsWith(
  update: AccountView['update'],
  settings: Partial<AccountView['settings']> = {},
): AccountView {
  return { ...inSettings(following(presence('Available', 'Available'), { settings }), 'about'), update }
}

const checkedBefore = { updateCheckedAt: NOW - 3 * HOUR_MS }
const cases: readonly (readonly [words: string, state: AccountView])[] = [
  ['Not asked for a newer version yet.', settingsWith({ kind: 'none' })],
  ['Last asked for a newer version 3 hours ago.', settingsWith({ kind: 'none' }, checkedBefore)],
  ['Asking for a newer version…', settingsWith({ kind: 'checking' }, checkedBefore)],
  ['Fetching version 0.2.0…', settingsWith({ kind: 'downloading', version: '0.2.0', percent: 40 })],
  ['Version 0.2.0 is ready: it is installed when you quit.', settingsWith(ready)],
  ['The update was not what was announced', settingsWith(refused)],
  ['Your package manager keeps it up to date.', settingsWith({ kind: 'not-ours', by: 'package-manager' })],
  ['get a newer version where you got this one', settingsWith({ kind: 'not-ours', by: 'hand' })],
  ['Runs from its sources: no updates.', settingsWith({ kind: 'not-ours', by: 'development' })],
]

test(`shows the state of the update (${cases.length} cases)`, async () => {
  const { page, sendState } = await stage.open(settingsWith({ kind: 'none' }))
  for (const [words, state] of cases) {
    await sendState(state)
    await page.getByText(words).waitFor()
    const count = state.update.kind === 'not-ours' ? 0 : 1
    expect(await page.getByRole('switch', { name: 'Update by itself' }).count(), words).toBe(count)
    expect(await page.getByText('to GitHub for updates, and to nobody else').count(), words).toBe(count)
  }
})

test('the progress is a bar, and the button is disabled meanwhile', async () => {
  const { page, commands, sendState } = await stage.open(
    settingsWith({ kind: 'downloading', version: '0.2.0', percent: 40 }),
  )
  const bar = page.getByRole('progressbar', { name: 'Fetching version 0.2.0…' })
  expect(await bar.getAttribute('value')).toBe('40')
  const button = page.getByRole('button', { name: 'Look for an update' })
  await button.focus()
  await page.keyboard.press('Enter')
  // The focused button changes.
  await sendState(settingsWith(ready))
  await page.getByRole('button', { name: 'Restart and install' }).waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('Restart and install')
  expect(await commands()).toEqual([])
})

test('the buttons and the switch send their commands', async () => {
  const { page, commands, sendState } = await stage.open(settingsWith({ kind: 'none' }))
  await page.getByRole('button', { name: 'Look for an update' }).click()
  await sendState(settingsWith(ready))
  await page.getByRole('button', { name: 'Restart and install' }).click()
  await page.getByRole('switch', { name: 'Update by itself' }).click()
  await expect
    .poll(commands)
    .toEqual([['checkForUpdate'], ['installUpdate'], ['changeSettings', { updates: false }]])
})

test('with an output, its places are named besides the hosts', async () => {
  const { externalOutputs } = withOutputs
  const { page, sendState } = await stage.open({ ...settingsWith({ kind: 'none' }), externalOutputs })
  await page.getByText('to GitHub for updates, and sends your light to the places that you added').waitFor()
  await sendState({ ...settingsWith({ kind: 'none' }, { updates: false }), externalOutputs })
  await page.getByText('of your cloud, and sends your light to the places that you added').waitFor()
  expect(await page.getByText('nobody else').count()).toBe(0)
})

test('switched off: only the switch, and only Microsoft as a host', async () => {
  const { page } = await stage.open(settingsWith({ kind: 'none' }, { updates: false }))
  await page.getByText('Graph hosts of your cloud, and to nobody else').waitFor()
  expect(await page.getByRole('switch', { name: 'Update by itself' }).isChecked()).toBe(false)
  expect(await page.getByRole('button', { name: /update/i }).count()).toBe(0)
})

test('the Now page has a line only when an update is ready', async () => {
  const { page, sendState } = await stage.open({ ...settingsWith(ready), page: 'now' })
  await page.getByText('Version 0.2.0 is ready: it is installed when you quit.').waitFor()
  await sendState({
    ...settingsWith(refused),
    page: 'now',
  })
  await expect.poll(() => page.getByText('0.2.0').count()).toBe(0)
  expect(await page.getByText('update').count()).toBe(0)
})
