// A light's picture: the tray icons as SVG, in each palette (build/window-files.ts). A strip or a chart uses the CSS variables
// `--light-<name>`, which depend on the window's classes.
import type { ComponentProps } from 'react'
import type { LightName } from '../../app/model/light.ts'
import type { PaletteName } from '../../app/model/names.ts'
import { useGround } from '../frame/theme.ts'
import { useWindow } from '../frame/window-context.ts'

interface LightPictureProps extends ComponentProps<'img'> {
  light: LightName
  /** That of the settings by default. */
  palette?: PaletteName
}

/** Small, and without `alt`, as the text next to it says the same; other attributes of an `img` replace these. */
export function LightPicture({ light, palette, ...image }: LightPictureProps) {
  const { settings } = useWindow().state
  const folder = `./lights/${palette ?? settings.palette}/${useGround(settings.theme)}`
  return <img className="light-picture" alt="" {...image} src={`${folder}/${light}.svg`} />
}

/** For what is about the colours of the lights. */
export const PaletteIcon = () => <LightPicture light="available" />
