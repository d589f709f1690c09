// The theme of the settings, which Electron's nativeTheme passes on to the page.
import { nativeTheme } from 'electron'
import type { Output } from '../output.ts'

export const createThemeOutput = (): Output => ({
  show({ settings }) {
    const theme = settings.theme === 'high-contrast' ? 'dark' : settings.theme
    // Only when it changes: Electron may notify every page each time it is set.
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
  },
  stop() {},
})
