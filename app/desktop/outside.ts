// What leaves the program for the rest of the computer, always after a click: web pages, the clipboard, folders.
import { app, clipboard, shell } from 'electron'
import { mayOpen } from './web-pages.ts'

export interface Outside {
  /** In the default browser. Rejects for a page that is none of ours, and when the system cannot open it. */
  openWebPage(url: string): Promise<void>
  copyText(text: string): Promise<void>
  openLogs(): Promise<void>
}

export const outside: Outside = {
  async openWebPage(url) {
    if (!mayOpen(url)) throw new Error('This page is not one that Tally Light opens')
    await shell.openExternal(url)
  },
  copyText: async (text) => clipboard.writeText(text),
  async openLogs() {
    // It resolves to the system's complaint, or to nothing (shell, "openPath").
    const complaint = await shell.openPath(app.getPath('logs'))
    if (complaint) throw new Error(complaint)
  },
}
