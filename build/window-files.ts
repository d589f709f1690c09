// A Vite plugin for the window's assets: the lights as SVG, and Fluent's themes as a style sheet.
import type { Theme } from '@fluentui/react-components'
import type { Plugin } from 'vite'
import { lightNames, litNames } from '../app/model/light.ts'
import { paletteNames } from '../app/model/names.ts'
import { lightPicture } from './light-drawing.ts'
import { colourOf, type Scheme } from './lights.ts'

/** Each palette on a light and on a dark background (renderer/frame/theme.ts). */
const schemes: readonly Scheme[] = paletteNames.flatMap((palette) => [
  { palette, panel: 'light' },
  { palette, panel: 'dark' },
])

/**
 * Emits `lights/<palette>/<light|dark>/<name>.svg`, the same drawings as in the tray, and `themes.css`, which saves 70 kB of
 * JavaScript: `.light-theme`, `.dark-theme` and `.high-contrast-theme` set the variables of FluentProvider that the window
 * uses.
 *
 * The classes of a palette and a background (`teams-palette on-dark`) set each light's colour, such as `--light-available`.
 * An out-of-office light has the colour of the light without it (`--light-busy-oof` equals `--light-busy`); charts add a
 * pattern.
 */
export function windowFiles(): Plugin {
  return {
    name: 'window-files',
    // Replaces each token by its variable, so that the bundle does not include the 30 kB object of all tokens.
    transform: {
      filter: { id: /@fluentui\/.*\.styles\.js$/ },
      handler: (code) => code.replaceAll(/(?<![\w/])tokens\.(\w+)/g, "'var(--$1)'"),
    },
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'stylesheet', href: './themes.css' }, injectTo: 'head-prepend' },
    ],
    generateBundle: {
      // After Vite's plugin that adds the style sheets to the bundle.
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
  // A dynamic import, since loading takes a second and only this bundle needs it.
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

const ruleOf = (selector: string, theme: Theme, used: ReadonlySet<string>) =>
  `${selector}{${Object.entries(theme)
    .filter(([token]) => used.has(token))
    .map(([token, value]) => `--${token}:${value}`)
    .join(';')}}`

function coloursRule(scheme: Scheme): string {
  const { palette, panel } = scheme
  return `.${palette}-palette.on-${panel}{${litNames.map((name) => `--light-${name}:${colourOf(name, scheme)}`).join(';')}}`
}
