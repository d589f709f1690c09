// What reg.exe prints of the theme of Windows' taskbar; its script is in microphone.ts.
import type { Desktop } from './desktop.ts'
import { openSimulatedPrograms } from './simulated-programs.ts'

const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize'

export function provideTaskbar(profile: string, desktop: Desktop): void {
  const { writeOutput } = openSimulatedPrograms(profile)
  let written: boolean | null = null
  function update() {
    if (written === desktop.taskbarDark) return
    written = desktop.taskbarDark
    const value = `    SystemUsesLightTheme    REG_DWORD    0x${desktop.taskbarDark ? 0 : 1}`
    writeOutput('reg-taskbar', ['', KEY, value, '', ''].join('\r\n'))
  }
  update()
  desktop.onChange(update)
}
