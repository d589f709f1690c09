// What the window needs besides its code: the tray's pictures of the lights, and Fluent's themes as a style sheet.
import type { Theme } from '@fluentui/react-components'
import type { Plugin } from 'vite'
import { lightNames, litNames } from '../app/model/light.ts'
import { paletteNames } from '../app/model/names.ts'
import { lightPicture } from './drawing.ts'
import { colourOf, type Scheme } from './lights.ts'

/** The window in each palette, on a light and on a dark ground (renderer/frame/theme.ts). */
const schemes: readonly Scheme[] = paletteNames.flatMap((palette) => [
  { palette, panel: 'light' },
  { palette, panel: 'dark' },
])

/**
 * `lights/<palette>/<light|dark>/<name>.svg`, so that window and tray never differ; and `themes.css`, which spares the
 * window 70 kB of JavaScript: `.light-theme`, `.dark-theme` and `.high-contrast-theme` set what FluentProvider would
 * set, as far as anything in the window asks for it.
 *
 * With the classes of a palette and of a ground (`teams-palette on-dark`) an element also has each light's plain colour,
 * such as `--light-available`. Out of office has the colour of the light without it (`--light-busy-oof` is
 * `--light-busy`'s): what is drawn in it adds a pattern of its own.
 */
export function windowFiles(): Plugin {
  return {
    name: 'window-files',
    // A token is nothing but the name of a variable; the object of them all is 30 kB, of which one is read.
    transform: {
      filter: { id: /@fluentui\/.*\.styles\.js$/ },
      handler: (code) => code.replaceAll(/(?<![\w/])tokens\.(\w+)/g, "'var(--$1)'"),
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'stylesheet', href: './themes.css' }, injectTo: 'head-prepend' },
    ],
    generateBundle: {
      // After Vite's own, which puts the style sheets into the bundle.
      order: 'post',
      async handler(_options, bundle) {
        for (const scheme of schemes) {
          for (const name of lightNames) {
            const fileName = `lights/${scheme.palette}/${scheme.panel}/${name}.svg`
            this.emitFile({ type: 'asset', fileName, source: lightPicture(name, scheme) })
          }
        }
        const sources = Object.values(bundle).map((file) => (file.type === 'chunk' ? file.code : file.source))
        this.emitFile({
          type: 'asset',
          fileName: 'themes.css',
          source: await themesCss(variablesIn(sources)),
        })
      },
    },
  }
}

const variablesIn = (sources: (string | Uint8Array)[]): ReadonlySet<string> =>
  new Set(
    sources.flatMap((source) => [...String(source).matchAll(/var\(--(\w+)/g)].map(([, name]) => name ?? '')),
  )

async function themesCss(used: ReadonlySet<string>): Promise<string> {
  // Loaded here, not above: it takes a second, and only this bundle needs it.
  const { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } = await import(
    '@fluentui/react-components'
  )
  return [
    ruleOf('.light-theme', teamsLightTheme, used),
    ruleOf('.dark-theme', teamsDarkTheme, used),
    ruleOf('.high-contrast-theme', teamsHighContrastTheme, used),
    ...schemes.map(coloursRule),
  ].join('\n')
}

const ruleOf = (selector: string, theme: Theme, used: ReadonlySet<string>): string =>
  `${selector}{${Object.entries(theme)
    .filter(([token]) => used.has(token))
    .map(([token, value]) => `--${token}:${value}`)
    .join(';')}}`

function coloursRule(scheme: Scheme): string {
  const { palette, panel } = scheme
  return `.${palette}-palette.on-${panel}{${litNames.map((name) => `--light-${name}:${colourOf(name, scheme)}`).join(';')}}`
}
