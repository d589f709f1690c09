// nativeTheme: the system's theme, and the app's override.
import { EventEmitter } from 'node:events'
import type { NativeTheme } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'
import { strictMembers } from '../strict-members.ts'

type Dark = 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'
type Used = Dark | 'shouldUseHighContrastColors' | 'themeSource'

export function createNativeTheme(desktop: Desktop) {
  let source: NativeTheme['themeSource'] = 'system'
  desktop.pagesDark = () => (source === 'system' ? desktop.dark : source === 'dark')
  class Theme extends EventEmitter implements Pick<NativeTheme, Used> {
    get themeSource() {
      return source
    }
    set themeSource(value) {
      if (!['system', 'light', 'dark'].includes(value)) throw new TypeError(`Invalid themeSource: ${value}`)
      if (value === source) return
      source = value
      desktop.changed()
      this.emit('updated')
    }
    get shouldUseDarkColors() {
      return desktop.pagesDark()
    }
    /** The system's theme, without the app's override. */
    get shouldUseDarkColorsForSystemIntegratedUI() {
      return desktop.dark
    }
    get shouldUseHighContrastColors() {
      return desktop.highContrast
    }
  }
  return strictMembers('nativeTheme', new Theme())
}
