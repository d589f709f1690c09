// Takes screenshots of the window in every language and theme, and writes a page that shows them side by side.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languageNames } from '../../app/model/names.ts'
import { type Look, type PicturedApp, windowSize } from './pictured-app.ts'

export const usualLook: Look = { theme: 'light', language: 'en' }
/** Every language in one theme, and the other themes in one language: what a theme changes does not depend on the language. */
const looks: readonly Look[] = [
  usualLook,
  ...languageNames.filter((name) => name !== 'en').map((language) => ({ ...usualLook, language })),
  ...(['dark', 'high-contrast'] as const).map((theme) => ({ ...usualLook, theme })),
]

export interface Album {
  /** Takes the window in each look: in full height if it scrolls, and in the usual look at its default size too. */
  window(app: PicturedApp, view: string): Promise<void>
  /** The path for another picture. */
  path(name: string): string
  /** Writes the page and returns its path. */
  close(): Promise<string>
}

/** Empties the folder first. */
export async function openAlbum(folder: string): Promise<Album> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const rows = new Map<string, string[]>()

  async function take({ picture }: PicturedApp, view: string, { theme, language }: Look) {
    const name = `${view}-${theme}-${language}.png`
    await writeFile(join(folder, name), await picture())
    rows.set(view, [...(rows.get(view) ?? []), name])
  }

  return {
    path: (name) => join(folder, name),
    async window(app, view) {
      // Outside of the window, so that no control is shown as hovered.
      await app.page.mouse.move(0, 0)
      for (const look of looks) {
        await app.look(look)
        const unseen = await app.window.locator('.window-main').evaluate((main) => {
          main.scrollTo(0, 0)
          return main.scrollHeight - main.clientHeight
        })
        if (unseen <= 0 || look === usualLook) await take(app, view, look)
        if (unseen <= 0) continue
        await app.page.setViewportSize({ ...windowSize, height: windowSize.height + unseen })
        await take(app, `${view}-whole`, look)
        await app.page.setViewportSize(windowSize)
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
