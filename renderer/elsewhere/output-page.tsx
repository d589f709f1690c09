// One output: whether it works, Try it, and the ways to its connection, its lights and its hours.
import { Button } from '@fluentui/react-components'
import { ClockRegular, LinkRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { OutputTarget } from '../../app/model/external-outputs/output-target.ts'
import { Entry, EntryList } from '../controls/entry-list.tsx'
import { PaletteIcon } from '../controls/light-picture.tsx'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'
import { DemoNote } from './demo-note.tsx'
import type { ElsewhereView, OutputViewProps } from './elsewhere-view.ts'
import { OutputStatusText, statusOf } from './output-status.tsx'
import { TryLight } from './try-light.tsx'

const places = [
  { kind: 'fields', icon: LinkRegular },
  { kind: 'lights', icon: PaletteIcon },
  { kind: 'hours', icon: ClockRegular },
] as const

/** `lastView`: the view that was open before; its entry gets the focus. */
export function OutputPage({ output, open, lastView }: OutputViewProps & { lastView: ElsewhereView }) {
  const { state, t, ask } = useWindow()
  const { id, on, target, lights, schedule } = output
  const status = statusOf(state, id)
  const kindTitle = t(`elsewhere.kind.${target.kind}.title`)
  const changes = Object.keys(lights).length
  const hints = {
    fields: placeOf(target) ?? kindTitle,
    lights: changes === 0 ? t('elsewhere.lights.none') : t('elsewhere.lights.changed', { number: changes }),
    hours: t(`elsewhere.hours.${schedule.kind}`),
  }
  return (
    <>
      {kindTitle !== output.name && <p className="quiet">{kindTitle}</p>}
      <SwitchSetting
        label={t('elsewhere.on')}
        hint={t('elsewhere.onHint')}
        on={on}
        onTurn={(turned) => ask((tally) => tally.changeOutput({ id, on: turned }))}
      />
      <DemoNote />
      <OutputStatusText status={status} />
      <TryLight id={id} isOn={on && state.settings.showElsewhere} />
      <EntryList>
        {places.map(({ kind, icon }) => (
          <Entry
            key={kind}
            icon={icon}
            title={t(`elsewhere.place.${kind}`)}
            hint={hints[kind]}
            wasOpen={lastView.kind === kind}
            onOpen={() => open({ kind, id })}
          />
        ))}
      </EntryList>
      <RemoveOutput output={output} open={open} />
    </>
  )
}

/** The lamp or the device; null for a target that has none. */
function placeOf(target: OutputTarget): string | null {
  if (target.kind === 'hue') return target.resource.name
  return 'host' in target ? target.host : null
}

/** Asks once, in the place of the button. */
function RemoveOutput({ output, open }: OutputViewProps) {
  const { t, ask } = useWindow()
  const [asks, setAsks] = useState<'no' | 'yes' | 'cancelled'>('no')
  if (asks !== 'yes') {
    return (
      <div className="buttons">
        <Button size="small" autoFocus={asks === 'cancelled'} onClick={() => setAsks('yes')}>
          {t('elsewhere.remove')}
        </Button>
      </div>
    )
  }
  const remove = async () => {
    if (await ask((tally) => tally.removeOutput(output.id))) open({ kind: 'list' })
  }
  return (
    <div role="alert" className="remove-question">
      <p>
        {t('elsewhere.removeAsk', { name: output.name })}
        {output.secrets.length > 0 && ` ${t('elsewhere.removeSecrets')}`}
      </p>
      <div className="buttons">
        {/* The safe choice gets the focus. */}
        <Button size="small" autoFocus onClick={() => setAsks('cancelled')}>
          {t('elsewhere.removeNo')}
        </Button>
        <Button size="small" onClick={remove}>
          {t('elsewhere.removeYes')}
        </Button>
      </div>
    </div>
  )
}
