// shell: opens URLs and files outside the app.
import type { Shell } from 'electron'
import type { DefaultBrowser } from '../desktop/default-browser.ts'
import type { Desktop } from '../desktop/desktop.ts'
import { strictMembers } from './strict-members.ts'

/** Records `openPath` and `showItemInFolder` as file URLs; there is no file manager. */
export function createShell(desktop: Desktop, browser: DefaultBrowser) {
  const record = (url: string) => {
    desktop.openedUrls.push(url)
    desktop.changed()
  }
  return strictMembers('shell', {
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
