// A notification as it is handed to the system: on Linux its body is read as markup.
import { expect, test, vi } from 'vitest'
import { createNotifications } from '../../app/desktop/notification.ts'

const shown = vi.hoisted(() => [] as { title: string; body: string }[])
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true
    constructor(options: { title: string; body: string }) {
      shown.push(options)
    }
    on() {}
    show() {}
    close() {}
  },
}))

test('nothing in a body is markup', () => {
  const body = 'before: <a href="https://evil.example">Sign in</a> & <img src=x>'
  createNotifications(() => {}).show('stale', { title: 'Busy', body })
  expect(shown[0]?.body).not.toMatch(/[<>&]/)
  expect(shown[0]?.body).toContain('Sign in')
})
