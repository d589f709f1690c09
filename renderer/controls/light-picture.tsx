// A light's small picture beside or above its words, which say the same.
import type { JSX } from 'react'
import type { LightName } from '../../app/model/light.ts'
import { useShown } from '../frame/shown.ts'
import { useGround } from '../frame/theme.ts'
import { lightPictureUrl } from './light-address.ts'

export function LightPicture({ light }: { light: LightName }): JSX.Element {
  const { palette, theme } = useShown().state.settings
  return <img className="light-picture" src={lightPictureUrl(light, palette, useGround(theme))} alt="" />
}
