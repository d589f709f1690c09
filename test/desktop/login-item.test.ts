import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LoginItemSettingsOptions, Settings } from 'electron'
import { expect, test } from 'vitest'
import { createLoginItem, startCommand } from '../../app/desktop/login-item.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Windows and macOS keep a login item for exactly what they were told. */
function system() {
  let kept: Settings = {}
  const same = (asked: LoginItemSettingsOptions = {}) =>
    asked.path === kept.path && JSON.stringify(asked.args) === JSON.stringify(kept.args)
  return {
    kept: () => kept,
    app: {
      setLoginItemSettings: (settings: Settings) => {
        kept = settings
      },
      getLoginItemSettings: (asked?: LoginItemSettingsOptions) => ({
        openAtLogin: (kept.openAtLogin ?? false) && same(asked),
        wasOpenedAtLogin: false,
        executableWillLaunchAtLogin: false,
        launchItems: [],
        status: 'enabled' as const,
      }),
    },
  }
}

const command = ['/opt/tally-light/tally-light']

test('Linux: an autostart file, hidden, there and gone', async () => {
  const configHome = await temporaryFolder()
  const loginItem = createLoginItem({ app: system().app, platform: 'linux', configHome, command })
  expect(await loginItem.isOn()).toBe(false)
  await loginItem.set(true)
  expect(await loginItem.isOn()).toBe(true)
  const entry = await readFile(join(configHome, 'autostart', 'tally-light.desktop'), 'utf8')
  expect(entry).toContain('\nExec=/opt/tally-light/tally-light --hidden\n')
  await loginItem.set(false)
  expect(await loginItem.isOn()).toBe(false)
})

test.each([
  ['win32', { openAtLogin: true, path: command[0], args: ['--hidden'] }],
  ['darwin', { openAtLogin: true }],
] as const)('%s: the system’s own login item', async (platform, settings) => {
  const { app, kept } = system()
  const loginItem = createLoginItem({ app, platform, configHome: '', command })
  await loginItem.set(true)
  expect(kept()).toEqual(settings)
  expect(await loginItem.isOn()).toBe(true)
  await loginItem.set(false)
  expect(await loginItem.isOn()).toBe(false)
})

test('starts the file that the user has, not the place it was unpacked to', () => {
  const app = { isPackaged: true, getAppPath: () => '/tmp/.mount/app.asar' }
  const execPath = '/tmp/.mount/tally-light'
  const env = { APPIMAGE: '/home/anna/Tally.AppImage', APPDIR: '/tmp/.mount' }
  expect(startCommand(app, { env, execPath })).toEqual(['/home/anna/Tally.AppImage'])
  const portable = { PORTABLE_EXECUTABLE_FILE: 'D:\\Tally Light.exe' }
  expect(startCommand(app, { env: portable, execPath })).toEqual(['D:\\Tally Light.exe'])
  // Started from another AppImage, whose variables it inherits.
  const installed = '/opt/Tally Light/tally-light'
  expect(startCommand(app, { env, execPath: installed })).toEqual([installed])
  expect(startCommand(app, { env: {}, execPath })).toEqual([execPath])
  const source = { isPackaged: false, getAppPath: () => '/src/tally-light' }
  expect(startCommand(source, { env: {}, execPath })).toEqual([execPath, '/src/tally-light'])
})
