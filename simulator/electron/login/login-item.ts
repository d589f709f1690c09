// Login items: the registry's Run key on Windows, SMAppService on macOS, the autostart folder on Linux.
import type { App, LoginItemSettings, LoginItemSettingsOptions } from 'electron'
import { z } from 'zod'
import type { Desktop } from '../../desktop/desktop.ts'
import { autostarts } from './autostart-folder.ts'
import { createRunKey } from './run-key.ts'

type LoginItems = Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>

/** Each system fills only its own fields, though the type requires all of them (login_item_settings_converter.cc). */
const settingsOf = (fields: Partial<LoginItemSettings>) => z.custom<LoginItemSettings>().parse(fields)
const NOTHING = { openAtLogin: false, wasOpenedAtLogin: false, executableWillLaunchAtLogin: false }

/** `appData`: $XDG_CONFIG_HOME. `appUserModelId`: the app's id on Windows. */
export function createLoginItems(
  desktop: Desktop,
  appData: string,
  appUserModelId: () => string,
): LoginItems {
  switch (desktop.system.platform) {
    case 'win32':
      return createRunKey(desktop, appUserModelId, settingsOf)
    case 'darwin':
      return createAppService(desktop)
    case 'linux':
      desktop.openAtLogin = () => autostarts(appData, desktop.system.desktopName)
      // Electron does not implement login items on Linux (browser_linux.cc).
      return {
        setLoginItemSettings: () => desktop.changed(),
        getLoginItemSettings: () => settingsOf(NOTHING),
      }
    default:
      return desktop.system.platform satisfies never
  }
}

/** A login item that the user disabled stays registered, with the status requires-approval (platform_util_mac.mm). */
function createAppService(desktop: Desktop): LoginItems {
  let registered = false
  let allowed = true
  const status = () => {
    if (!registered) return 'not-registered'
    return allowed ? 'enabled' : 'requires-approval'
  }
  desktop.openAtLogin = () => status() === 'enabled'
  desktop.allowLoginItems = (now) => {
    allowed = now
  }
  function assertNamed({ type = 'mainAppService', serviceName }: LoginItemSettingsOptions) {
    if (type !== 'mainAppService' && !serviceName)
      throw new TypeError("'name' is required when type is not mainAppService")
  }
  return {
    setLoginItemSettings(settings) {
      assertNamed(settings)
      registered = settings.openAtLogin ?? false
      desktop.changed()
    },
    getLoginItemSettings(options = {}) {
      assertNamed(options)
      return settingsOf({ ...NOTHING, openAtLogin: status() === 'enabled', status: status() })
    },
  }
}
