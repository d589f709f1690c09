// The choice of the palette, with a preview of each.
import { useId } from 'react'
import type { LitName } from '../../app/model/light.ts'
import { type PaletteName, paletteNames } from '../../app/model/names.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'

/** One light of each colour, the common ones first. */
const previewed: readonly LitName[] = [
  'available',
  'in-a-call',
  'busy',
  'do-not-disturb',
  'away',
  'out-of-office',
  'offline',
]

export function PaletteSetting() {
  const { state, t } = useWindow()
  return (
    <fieldset className="palettes">
      <legend>{t('settings.palette')}</legend>
      {paletteNames.map((palette) => (
        <PaletteChoice key={palette} palette={palette} chosen={palette === state.settings.palette} />
      ))}
    </fieldset>
  )
}

function PaletteChoice({ palette, chosen }: { palette: PaletteName; chosen: boolean }) {
  const { t, ask } = useWindow()
  const id = useId()
  return (
    <div className="palette">
      <input
        type="radio"
        name="palette"
        id={id}
        aria-describedby={`${id}-hint`}
        checked={chosen}
        onChange={() => ask((tally) => tally.changeSettings({ palette }))}
      />
      <label htmlFor={id}>
        {t(`settings.paletteName.${palette}`)}
        <span className="lights">
          {previewed.map((light) => (
            <LightPicture key={light} light={light} palette={palette} />
          ))}
        </span>
      </label>
      <p id={`${id}-hint`} className="field-note">
        {t(`settings.paletteHint.${palette}`)}
      </p>
    </div>
  )
}
