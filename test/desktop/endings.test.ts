// How the program starts itself again: by the file that a person has, and as a person does.
import { expect, test, vi } from 'vitest'
import { endingsOf } from '../../app/desktop/lifecycle.ts'

const image = { APPIMAGE: '/home/ada/Tally Light.AppImage', APPDIR: '/tmp/.mount_tally' }
const portable = { PORTABLE_EXECUTABLE_FILE: 'C:\\Users\\ada\\tally.exe' }

test.each([
  {
    how: 'installed',
    isPackaged: true,
    execPath: '/opt/Tally Light/tally-light',
    given: ['--hidden', '--password-store=gnome-libsecret'],
    started: ['/opt/Tally Light/tally-light', '--password-store=gnome-libsecret'],
  },
  {
    how: 'an AppImage',
    isPackaged: true,
    env: image,
    execPath: '/tmp/.mount_tally/tally-light',
    given: ['--no-sandbox'],
    started: ['/home/ada/Tally Light.AppImage', '--appimage-extract-and-run', '--no-sandbox'],
  },
  {
    how: 'portable',
    isPackaged: true,
    env: portable,
    execPath: 'C:\\Temp\\tally.exe',
    given: [],
    started: ['C:\\Users\\ada\\tally.exe'],
  },
  {
    how: 'from its sources',
    isPackaged: false,
    execPath: '/usr/lib/electron',
    own: ['/work/tally'],
    given: ['--hidden', '--demo'],
    started: ['/usr/lib/electron', '/work/tally', '--demo'],
  },
])('$how', ({ isPackaged, env = {}, execPath, own = [], given, started }) => {
  const app = { isPackaged, getAppPath: () => '/work/tally', relaunch: vi.fn(), quit: vi.fn() }
  endingsOf(app, { argv: [execPath, ...own, ...given], env, execPath }).restart()
  const [program, ...args] = started
  expect(app.relaunch.mock.calls).toEqual([[{ execPath: program, args }]])
  expect(app.quit).toHaveBeenCalledOnce()
})
