// Finds devices in the local network, and offers those that answered.
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { FoundDevice, LightDeviceKind } from '../../../app/model/external-outputs/light-device.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import { ProblemCard } from '../../controls/problem-card.tsx'
import { useWindow } from '../../frame/window-context.ts'

type Search =
  | { kind: 'idle' | 'searching' }
  | { kind: 'found'; devices: FoundDevice[] }
  | { kind: 'failed'; problem: Problem }

interface FindDevicesProps {
  kind: LightDeviceKind
  onChoose: (device: FoundDevice) => void
}

export function FindDevicesButton({ kind, onChoose }: FindDevicesProps) {
  const { t, ask } = useWindow()
  const [search, setSearch] = useState<Search>({ kind: 'idle' })
  async function find() {
    setSearch({ kind: 'searching' })
    const isAnswered = await ask(async (tally) => {
      const answer = await tally.findDevices(kind)
      setSearch(
        answer.ok ? { kind: 'found', devices: answer.value } : { kind: 'failed', problem: answer.problem },
      )
    })
    if (!isAnswered) setSearch({ kind: 'idle' })
  }
  return (
    <div>
      <Button size="small" disabledFocusable={search.kind === 'searching'} onClick={find}>
        {t('elsewhere.find.button')}
      </Button>
      <div role="status">
        {search.kind === 'searching' && <p className="field-note">{t('elsewhere.find.searching')}</p>}
        {search.kind === 'found' && (
          <p className="field-note">
            {t(search.devices.length === 0 ? 'elsewhere.find.nothing' : 'elsewhere.find.choose')}
          </p>
        )}
        {search.kind === 'failed' && <ProblemCard ofOutput problem={search.problem} />}
      </div>
      {search.kind === 'found' && (
        <div className="found buttons">
          {search.devices.map((device) => (
            <Button key={`${device.host} ${device.port}`} size="small" onClick={() => onChoose(device)}>
              <bdi>{`${device.name} (${device.host})`}</bdi>
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
