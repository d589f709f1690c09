// What an output shows for each light. Each change takes effect at once.
import {
  defaultTable,
  entryOf,
  type TableEntry,
  type TableLight,
  tableLights,
} from '../../app/model/external-outputs/shown-light.ts'
import type { LightName } from '../../app/model/light.ts'
import { tableLightName } from '../../words/table-lights.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { Field } from '../controls/field.tsx'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'
import { CommittedInput } from './committed-input.tsx'
import type { OutputViewProps } from './elsewhere-view.ts'

function pictureOf(light: TableLight): LightName | null {
  if (light === 'quitting') return null
  return light === 'stale' ? 'available-stale' : light
}

const choices = ['palette', 'on', 'off', 'unchanged'] as const

export function LightTable({ output }: Pick<OutputViewProps, 'output'>) {
  const { t, ask } = useWindow()
  const { id, lights } = output
  const change = (light: TableLight, entry: TableEntry | null) => {
    const { [light]: _, ...others } = lights
    void ask((tally) => tally.changeOutput({ id, lights: entry ? { ...others, [light]: entry } : others }))
  }
  return (
    <>
      <p className="quiet">{t('elsewhere.lights.intro')}</p>
      {tableLights.map((light) => (
        <LightRow
          key={light}
          light={light}
          entry={lights[light] ?? null}
          onChange={(entry) => change(light, entry)}
        />
      ))}
      <div className="buttons">
        <CommandButton
          disabledFocusable={Object.keys(lights).length === 0}
          command={(tally) => tally.changeOutput({ id, lights: {} })}
        >
          {t('elsewhere.lights.reset')}
        </CommandButton>
      </div>
    </>
  )
}

interface LightRowProps {
  light: TableLight
  /** Null if the palette decides. */
  entry: TableEntry | null
  onChange: (entry: TableEntry | null) => void
}

function LightRow({ light, entry, onChange }: LightRowProps) {
  const { state, words, t } = useWindow()
  const { palette } = state.settings
  const shown = entry ?? entryOf({}, palette, light)
  const usual = defaultTable(palette)[light]
  const name = tableLightName(light, words)
  const picture = pictureOf(light)

  function choose(choice: string) {
    if (choice === 'off' || choice === 'unchanged') onChange({ kind: choice })
    else if (choice === 'on')
      onChange(usual.kind === 'on' ? usual : { kind: 'on', colour: '#ffffff', brightness: 100, blink: false })
    else onChange(null)
  }

  return (
    <fieldset className="light-row">
      <legend className="visually-hidden">{name}</legend>
      <Field label={name} short>
        {(control) => (
          <select
            className="control"
            {...control}
            value={entry?.kind ?? 'palette'}
            onChange={({ target }) => choose(target.value)}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice === 'palette'
                  ? t(`elsewhere.lights.palette.${usual.kind}`)
                  : t(`elsewhere.lights.entry.${choice}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <span className="lamp">
        {picture && <LightPicture light={picture} />}
        <Swatch entry={shown} />
      </span>
      {entry?.kind === 'on' && (
        <div className="own-light">
          <CommittedInput
            label={t('elsewhere.lights.colour')}
            type="color"
            value={entry.colour}
            onCommit={(colour) => onChange({ ...entry, colour: colour.toLowerCase() })}
          />
          <CommittedInput
            label={t('elsewhere.lights.brightness')}
            type="range"
            min={1}
            max={100}
            value={String(entry.brightness)}
            onCommit={(brightness) => onChange({ ...entry, brightness: Number(brightness) })}
          />
          <label>
            <input
              type="checkbox"
              checked={entry.blink}
              onChange={({ target }) => onChange({ ...entry, blink: target.checked })}
            />
            {t('elsewhere.lights.blink')}
          </label>
        </div>
      )}
    </fieldset>
  )
}

/** The colour of the lamp; the select beside it says the same in words. */
function Swatch({ entry }: { entry: TableEntry }) {
  return (
    <span
      className={`swatch ${entry.kind}`}
      aria-hidden
      style={
        entry.kind === 'on' ? { background: entry.colour, opacity: 0.3 + (0.7 * entry.brightness) / 100 } : {}
      }
    />
  )
}
