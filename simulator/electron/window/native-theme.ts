// nativeTheme: the system's theme, and the app's override.
import { EventEmitter } from 'node:events'
import type { NativeTheme } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'
import { strictMembers } from '../strict-members.ts'

type Dark = 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'
type Used = Dark | 'shouldUseHighContrastColors' | 'themeSource'
/** What the user changes in the system's settings. */
interface Appearance {
  /** The theme of everything, as the settings have one switch for both … */
  dark?: boolean | undefined
  /** … and that of Windows' taskbar alone. */
  taskbarDark?: boolean | undefined
  highContrast?: boolean | undefined
}

export function createNativeTheme(desktop: Desktop) {
  let source: NativeTheme['themeSource'] = 'system'
  /** Null until the first notification (shell/browser/api/electron_api_native_theme.cc). */
  let taskbarDark: boolean | null = null
  desktop.pagesDark = () => (source === 'system' ? desktop.dark : source === 'dark')
  class Theme extends EventEmitter implements Pick<NativeTheme, Used> {
    get themeSource() {
      return source
    }
    set themeSource(value) {
      if (!['system', 'light', 'dark'].includes(value)) throw new TypeError(`Invalid themeSource: ${value}`)
      const wasDark = desktop.pagesDark()
      source = value
      desktop.changed()
      // patches/chromium/feat_add_set_theme_source_to_allow_apps_to.patch
      if (desktop.pagesDark() !== wasDark) notify()
    }
    get shouldUseDarkColors() {
      return desktop.pagesDark()
    }
    get shouldUseDarkColorsForSystemIntegratedUI() {
      return taskbarDark ?? desktop.pagesDark()
    }
    get shouldUseHighContrastColors() {
      return desktop.highContrast
    }
  }
  const nativeTheme = strictMembers('nativeTheme', new Theme())

  /** In a later task, as a notification of Chromium arrives on another thread. */
  function notify() {
    setImmediate(() => {
      if (desktop.system.platform === 'win32') taskbarDark = desktop.taskbarDark
      nativeTheme.emit('updated')
    })
  }

  return {
    nativeTheme,
    /** The user changes the settings. Chromium does not notice the taskbar's (ui/native_theme/os_settings_provider_win.cc). */
    change(appearance: Appearance) {
      const { dark = desktop.dark, highContrast = desktop.highContrast } = appearance
      const { taskbarDark = appearance.dark ?? desktop.taskbarDark } = appearance
      const isNoticed = dark !== desktop.dark || highContrast !== desktop.highContrast
      Object.assign(desktop, { dark, taskbarDark, highContrast })
      desktop.changed()
      if (isNoticed) notify()
    },
  }
}
