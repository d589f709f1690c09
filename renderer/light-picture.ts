// Where the picture of a light is: the tray's icons as SVG, in the colours chosen (build/window-files.ts).
import type { LightName } from '../app/presence/light.ts'
import type { PaletteName } from '../app/settings.ts'
import type { ThemeInUse } from './theme.ts'

/**
 * The address of a light's picture, for an `img` of any size. High contrast is dark.
 * In a strip or a chart use the colours instead: `var(--light-<name>)`, which the window's classes choose.
 */
export const lightPictureUrl = (light: LightName, palette: PaletteName, theme: ThemeInUse): string =>
  `./lights/${palette}/${theme === 'light' ? 'light' : 'dark'}/${light}.svg`
