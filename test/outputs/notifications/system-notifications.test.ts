// Notifications as Electron shows them: their text, their events and the permission.
import { expect, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { mayNotify } from '../../../app/outputs/notifications/notification-permission.ts'
import {
  createSystemNotifications,
  noNotifications,
  type SystemNotificationParts,
} from '../../../app/outputs/notifications/system-notifications.ts'
import { setElectron } from '../../support/electron-now.ts'

const shown = vi.hoisted(() => [] as { title: string; body: string }[])
type Listener = (event: unknown, reason?: string) => void
const listeners = vi.hoisted(() => ({
  click: [] as Listener[],
  failed: [] as Listener[],
  show: [] as Listener[],
}))
const asked = vi.hoisted(() => vi.fn(() => true))
vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)
setElectron({
  Notification: class {
    static isSupported = asked
    constructor(options: { title: string; body: string }) {
      shown.push(options)
    }
    on(event: 'click' | 'failed' | 'show', listener: Listener) {
      listeners[event].push(listener)
    }
    show() {}
    close() {}
  },
})

const created = (parts: Partial<SystemNotificationParts>) =>
  createSystemNotifications({
    platform: 'linux',
    onClick: () => {},
    onShown: () => {},
    guard: createGuard({ error: () => {} }),
    log: { warn: () => {} },
    ...parts,
  })

test('a body has no markup', () => {
  const body = 'before: <a href="https://evil.example">Sign in</a> & <img src=x>'
  created({}).show('stale', { title: 'Busy', body })
  expect(shown[0]?.body).not.toMatch(/[<>&]/)
  expect(shown[0]?.body).toContain('Sign in')
})

test('an exception or rejection after a click is logged', async () => {
  const logged: string[] = []
  const guard = createGuard({ error: (...words) => logged.push(words.join(' ')) })
  const fault = new Error('no window')
  const fails = [
    () => Promise.reject(fault),
    () => {
      throw fault
    },
  ]
  for (const onClick of fails) {
    created({ onClick, guard }).show('stale', { title: 'Busy', body: '' })
  }
  for (const click of listeners.click.slice(-fails.length)) expect(() => click({})).not.toThrow()
  const line = 'A click on a notification failed; the program goes on Error: no window'
  await expect.poll(() => logged).toEqual([line, line])
})

const PORTABLE = { PORTABLE_EXECUTABLE_DIR: 'C:\\Users\\ada\\Downloads' }
test.each([
  { platform: 'win32', env: {}, may: true },
  { platform: 'win32', env: PORTABLE, may: false },
  { platform: 'win32', env: {}, defaultApp: true, may: false },
  { platform: 'win32', env: PORTABLE, defaultApp: true, may: false },
  { platform: 'darwin', env: {}, defaultApp: true, may: true },
  { platform: 'linux', env: {}, defaultApp: true, may: true },
  // The variable counts on Windows only.
  { platform: 'linux', env: PORTABLE, may: true },
] as const)(
  'only on Windows does a portable program, or one started from its sources, show none: %j',
  ({ may, ...run }) => {
    expect(mayNotify({ defaultApp: false, ...run })).toBe(may)
  },
)

test('noNotifications does not use Electron', () => {
  const before = shown.length
  noNotifications.show('stale', { title: 'Busy', body: '' })
  noNotifications.closeAllBut(new Set())
  noNotifications.askPermission()
  expect(shown).toHaveLength(before)
})

// electron: docs/api/notification.md, "failed"
test('a refused notification is logged with the system’s reason', () => {
  const warned: string[] = []
  const log = { warn: (...words: unknown[]) => void warned.push(words.join(' ')) }
  const outcomes: boolean[] = []
  const notifications = created({ log, onShown: (shown) => void outcomes.push(shown) })
  notifications.show('sign-in-needed', { title: 'Sign in', body: '' })
  listeners.failed.at(-1)?.({}, 'Notifications are not allowed for this application')
  expect(warned).toEqual([
    'The system did not show the notification sign-in-needed: Notifications are not allowed for this application',
  ])
  expect(outcomes).toEqual([false])
  notifications.show('sign-in-needed', { title: 'Sign in', body: '' })
  listeners.show.at(-1)?.({})
  expect(outcomes).toEqual([false, true])
})

// electron: shell/browser/notifications/mac/notification_presenter_mac.mm asks when it is created, at the first use.
test.each(['darwin', 'win32', 'linux'] as const)(
  'only macOS is made to ask for permission: %s',
  (platform) => {
    asked.mockClear()
    created({ platform }).askPermission()
    expect(asked).toHaveBeenCalledTimes(platform === 'darwin' ? 1 : 0)
  },
)
