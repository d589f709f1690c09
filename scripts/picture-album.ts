// An album of the window's pictures in every look, with a page that shows them side by side.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languageNames } from '../app/settings.ts'
import type { Look, PicturedApp } from './pictured-app.ts'

export const usualLook: Look = { theme: 'light', language: 'en' }
const looksIn = (...themes: Look['theme'][]): readonly Look[] =>
  themes.flatMap((theme) => languageNames.map((language) => ({ theme, language })))
const usualLooks = looksIn('light', 'dark')
export const everyLook = looksIn('light', 'dark', 'high-contrast')

export interface Album {
  /** The window in each look, as it opens and, where there is more than that shows, in its whole length. */
  window(app: PicturedApp, view: string, looks?: readonly Look[]): Promise<void>
  /** Where another picture belongs. */
  path(name: string): string
  /** Writes the page and returns its path. */
  close(): Promise<string>
}

/** Empties the folder first. */
export async function openAlbum(folder: string): Promise<Album> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const rows = new Map<string, string[]>()

  async function take(app: PicturedApp, view: string, { theme, language }: Look, height: number) {
    const name = `${view}-${theme}-${language}.png`
    await app.page.locator('.window:not([data-hidden])').screenshot({
      animations: 'disabled',
      path: join(folder, name),
      style: `#aside, #panel { display: none } #windows > .window { top: 0 !important; height: ${height}px !important }`,
    })
    rows.set(view, [...(rows.get(view) ?? []), name])
  }

  return {
    path: (name) => join(folder, name),
    async window(app, view, looks = usualLooks) {
      for (const look of looks) {
        await app.look(look)
        const main = app.window.locator('.window-main')
        await main.evaluate((scrolled) => scrolled.scrollTo(0, 0))
        const seen = (await app.page.locator('.window:not([data-hidden])').boundingBox())?.height ?? 0
        const unseen = await main.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
        await take(app, view, look, seen)
        if (unseen > 0) await take(app, `${view}-whole`, look, seen + unseen)
      }
      await app.look(usualLook)
    },
    async close() {
      const images = (names: string[]) =>
        names.map((name) => `<img loading="lazy" alt="" src="${name}">`).join('')
      const body = [...rows].map(([view, names]) => `<h2>${view}</h2><div>${images(names)}</div>`).join('\n')
      const style = 'body { font: 16px sans-serif } img { width: 360px; margin: 4px; vertical-align: top }'
      const path = join(folder, 'index.html')
      await writeFile(path, `<!doctype html><title>Tally Light</title><style>${style}</style>${body}`)
      return path
    },
  }
}
