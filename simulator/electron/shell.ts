// shell: what leaves the app for the rest of the desktop.
import type { Shell } from 'electron'
import type { PersonsBrowser } from '../desktop/default-browser.ts'
import type { Desktop } from '../desktop/desktop.ts'
import { loud } from './loud.ts'

/** `openPath` and `showItemInFolder` are recorded as file URLs; there is no file manager to show them. */
export function createShell(desktop: Desktop, browser: PersonsBrowser) {
  const record = (url: string) => {
    desktop.openedUrls.push(url)
    desktop.changed()
  }
  return loud('shell', {
    async openExternal(url) {
      if (!URL.canParse(url)) throw new Error('Invalid URL')
      record(url)
      browser.open(url)
    },
    async openPath(path) {
      record(`file://${path}`)
      return ''
    },
    showItemInFolder: (path) => record(`file://${path}`),
  } satisfies Pick<Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>)
}
