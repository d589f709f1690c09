// Where the picture of a light is: the tray's icons as SVG, in the colours chosen (build/window-files.ts).
import type { LightName } from '../../app/model/light.ts'
import type { PaletteName } from '../../app/model/names.ts'
import type { Ground } from '../frame/theme.ts'

/**
 * The address of a light's picture, for an `img` of any size.
 * In a strip or a chart use the colours instead: `var(--light-<name>)`, which the window's classes choose.
 */
export const lightPictureUrl = (light: LightName, palette: PaletteName, ground: Ground): string =>
  `./lights/${palette}/${ground}/${light}.svg`
