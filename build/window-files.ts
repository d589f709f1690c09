// What the window needs besides its code: the tray's pictures of the lights, and Fluent's themes as a style sheet.
import type { Theme } from '@fluentui/react-components'
import type { Plugin } from 'vite'
import { lightNames } from '../app/presence/light.ts'
import { lightPicture } from './drawing.ts'

/**
 * `lights/<name>.svg`, so that window and tray never differ; and `themes.css`, which spares the window 40 kB of
 * JavaScript: `.light-theme`, `.dark-theme` and `.high-contrast-theme` set what FluentProvider would set.
 */
export function windowFiles(): Plugin {
  return {
    name: 'window-files',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'stylesheet', href: './themes.css' }, injectTo: 'head-prepend' },
    ],
    async generateBundle() {
      for (const name of lightNames) {
        this.emitFile({ type: 'asset', fileName: `lights/${name}.svg`, source: lightPicture(name) })
      }
      this.emitFile({ type: 'asset', fileName: 'themes.css', source: await themesCss() })
    },
  }
}

async function themesCss(): Promise<string> {
  // Loaded here, not above: it takes a second, and only this bundle needs it.
  const { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } = await import(
    '@fluentui/react-components'
  )
  return [
    ruleOf('.light-theme', teamsLightTheme),
    ruleOf('.dark-theme', teamsDarkTheme),
    ruleOf('.high-contrast-theme', teamsHighContrastTheme),
  ].join('\n')
}

const ruleOf = (selector: string, theme: Theme): string =>
  `${selector}{${Object.entries(theme)
    .map(([token, value]) => `--${token}:${value}`)
    .join(';')}}`
