// The permission for notifications on a Mac: asked for when a person switches one on; a refusal is said.
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

test('macOS asks when a notification is switched on; the settings say when it was not shown', async ({
  needs,
  startSignedIn,
  fake,
  soon,
}) => {
  needs('simulator')
  const app = await startSignedIn({ notifications: [] }, { system: 'macos', clock: 'controlled' })
  const permission = async () => (await app.desktop()).notificationPermission
  await app.post('notification-permission', { state: 'unasked' })
  await app.menu('Check now')
  await app.openSettings('notifications')
  const window = await app.window()
  expect(await permission()).toBe('unasked')
  await window.getByRole('switch', { name: 'My light changed' }).click()
  await soon(permission).toBe('asking')
  await app.post('notification-permission', { state: 'denied' })

  const refused = window.getByText('The system did not show the last notification')
  const check = async (availability: string, light: string) => {
    fake.presence = { availability, activity: availability }
    await app.menu('Check now')
    await soon(app.light).toBe(light)
    await app.pass(10_000)
  }
  await check('Busy', 'busy')
  await refused.waitFor()
  expect((await app.desktop()).notifications).toEqual([])

  await app.post('notification-permission', { state: 'granted' })
  await check('Away', 'away')
  await refused.waitFor({ state: 'detached' })
})
