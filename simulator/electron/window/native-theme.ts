// nativeTheme: the system's colours, and the app's own choice over them.
import { EventEmitter } from 'node:events'
import type { NativeTheme } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'
import { loud } from '../loud.ts'

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
    /** The panel's theme, which an app's own choice does not touch. */
    get shouldUseDarkColorsForSystemIntegratedUI() {
      return desktop.dark
    }
    get shouldUseHighContrastColors() {
      return desktop.highContrast
    }
  }
  return loud('nativeTheme', new Theme())
}
