// The command of a restart: the file that the user has, with the arguments of this run.
import { expect, test, vi } from 'vitest'
import { quitCommands } from '../../app/desktop/lifecycle.ts'

const image = { APPIMAGE: '/home/ada/Tally Light.AppImage', APPDIR: '/tmp/.mount_tally' }
const portable = { PORTABLE_EXECUTABLE_FILE: 'C:\\Users\\ada\\tally.exe' }

test.each([
  {
    installation: 'installed',
    isPackaged: true,
    execPath: '/opt/Tally Light/tally-light',
    given: ['--hidden', '--password-store=gnome-libsecret'],
    started: ['/opt/Tally Light/tally-light', '--password-store=gnome-libsecret'],
  },
  {
    installation: 'an AppImage',
    isPackaged: true,
    env: image,
    execPath: '/tmp/.mount_tally/tally-light',
    given: ['--no-sandbox'],
    started: ['/home/ada/Tally Light.AppImage', '--appimage-extract-and-run', '--no-sandbox'],
  },
  {
    installation: 'portable',
    isPackaged: true,
    env: portable,
    execPath: 'C:\\Temp\\tally.exe',
    given: [],
    started: ['C:\\Users\\ada\\tally.exe'],
  },
  {
    installation: 'from its sources',
    isPackaged: false,
    execPath: '/usr/lib/electron',
    sources: ['/work/tally'],
    given: ['--hidden', '--demo'],
    started: ['/usr/lib/electron', '/work/tally', '--demo'],
  },
])('$installation', ({ isPackaged, env = {}, execPath, sources = [], given, started }) => {
  const app = { isPackaged, getAppPath: () => '/work/tally', relaunch: vi.fn(), quit: vi.fn() }
  quitCommands(app, { argv: [execPath, ...sources, ...given], env, execPath }).restart()
  const [program, ...args] = started
  expect(app.relaunch.mock.calls).toEqual([[{ execPath: program, args }]])
  expect(app.quit).toHaveBeenCalledOnce()
})
