// A light's small picture beside or above its words, which say the same.
import type { JSX } from 'react'
import type { LightName } from '../../app/presence/light.ts'
import { lightPictureUrl } from '../light-picture.ts'
import { useShown } from '../shown.ts'
import { useGround } from '../theme.ts'

export function LightPicture({ light }: { light: LightName }): JSX.Element {
  const { palette, theme } = useShown().state.settings
  return <img className="light-picture" src={lightPictureUrl(light, palette, useGround(theme))} alt="" />
}
