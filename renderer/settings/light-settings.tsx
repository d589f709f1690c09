// The settings of the light: whose it is, and its colours.
import { PaletteSetting } from './palette-setting.tsx'
import { WhoseLight } from './whose-light.tsx'

export function LightSettings() {
  return (
    <>
      <WhoseLight />
      <PaletteSetting />
    </>
  )
}
