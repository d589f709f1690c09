// The URL of a light's picture: the tray icons as SVG, in each palette (build/window-files.ts).
import type { LightName } from '../../app/model/light.ts'
import type { PaletteName } from '../../app/model/names.ts'
import type { Ground } from '../frame/theme.ts'

/**
 * For an `img` of any size. A strip or a chart uses the CSS variables `--light-<name>`, which depend on the window's
 * classes.
 */
export const lightPictureUrl = (light: LightName, palette: PaletteName, ground: Ground): string =>
  `./lights/${palette}/${ground}/${light}.svg`
