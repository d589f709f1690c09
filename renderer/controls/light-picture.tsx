// A light's small picture. The text next to it says the same, so its `alt` is empty.
import type { LightName } from '../../app/model/light.ts'
import { useGround } from '../frame/theme.ts'
import { useWindow } from '../frame/window-context.ts'
import { lightPictureUrl } from './light-picture-url.ts'

export function LightPicture({ light }: { light: LightName }) {
  const { palette, theme } = useWindow().state.settings
  return <img className="light-picture" src={lightPictureUrl(light, palette, useGround(theme))} alt="" />
}
