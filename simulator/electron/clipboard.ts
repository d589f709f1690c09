// clipboard: only the promise-based methods, as in the main process since Electron 44.
import type { Clipboard } from 'electron'
import type { Desktop } from '../desktop/desktop.ts'
import { strictMembers } from './strict-members.ts'

export function createClipboard(desktop: Desktop) {
  return strictMembers('clipboard', {
    async writeText(text) {
      desktop.clipboard = text
      desktop.changed()
    },
    readText: async () => desktop.clipboard,
  } satisfies Pick<Clipboard, 'writeText' | 'readText'>)
}
