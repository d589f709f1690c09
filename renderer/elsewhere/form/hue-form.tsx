// A Hue lamp or room: the pairing with its bridge, then the choice of the lamp. An output that exists can be paired again.
import { Button } from '@fluentui/react-components'
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { ExternalOutput, OutputSecrets } from '../../../app/model/external-outputs/external-output.ts'
import type { HueAddress, HuePairing } from '../../../app/model/external-outputs/light-device.ts'
import { LONGEST_OUTPUT_NAME } from '../../../app/model/external-outputs/output-limits.ts'
import type { TargetOf } from '../../../app/model/external-outputs/output-target.ts'
import { LONGEST_DOMAIN } from '../../../app/model/names.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import { TextField } from '../../controls/field.tsx'
import { ProblemCard } from '../../controls/problem-card.tsx'
import { ChoiceSetting, SwitchSetting } from '../../controls/settings-fields.tsx'
import { useWindow } from '../../frame/window-context.ts'
import { FindDevicesButton } from './find-devices-button.tsx'
import { newOutput } from './output-draft.ts'

const noSecrets: OutputSecrets = {}

interface HueFormProps {
  /** Null for a new one. */
  before: (ExternalOutput & { target: TargetOf<'hue'> }) | null
  onSaved: (id: string) => void
}

export function HueForm({ before, onSaved }: HueFormProps) {
  const { t, ask } = useWindow()
  const [pairing, setPairing] = useState<HuePairing | null>(null)
  const known = pairing ?? (before && { ...before.target, resources: [before.target.resource] })
  const [resourceId, setResourceId] = useState(before?.target.resource.id ?? '')
  const [putsBack, setPutsBack] = useState(before?.target.putsBack ?? true)
  const [typedName, setName] = useState(before?.name ?? null)
  const resource = known?.resources.find(({ id }) => id === resourceId) ?? known?.resources[0]
  const name = typedName ?? resource?.name ?? ''

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!known || !resource || name.trim() === '') return
    const { host, port, bridgeId, fingerprint } = known
    const target = {
      kind: 'hue' as const,
      host,
      bridgeId,
      fingerprint,
      resource,
      putsBack,
      ...(port === undefined ? {} : { port }),
    }
    const request = { name, target, secrets: pairing ? { pairing: pairing.pairing } : noSecrets }
    let id = before?.id ?? ''
    const isSaved = await ask(async (tally) => {
      if (before) await tally.changeOutput({ id, ...request })
      else id = await tally.addOutput({ ...newOutput, ...request })
    })
    if (isSaved) onSaved(id)
  }

  return (
    <>
      {known && resource && (
        <form className="group" onSubmit={save}>
          <ChoiceSetting
            label={t('elsewhere.hue.lamp')}
            value={resource.id}
            choices={known.resources.map(({ id }) => id)}
            nameOf={(id) => known.resources.find((one) => one.id === id)?.name ?? ''}
            onChoose={setResourceId}
          />
          <TextField
            label={t('elsewhere.name')}
            name="name"
            required
            maxLength={LONGEST_OUTPUT_NAME}
            value={name}
            onText={setName}
          />
          <SwitchSetting
            label={t('elsewhere.hue.putsBack')}
            hint={t('elsewhere.hue.putsBackHint')}
            on={putsBack}
            onTurn={setPutsBack}
          />
          <div className="buttons">
            <Button type="submit" size="small" appearance="primary">
              {t(before ? 'elsewhere.save' : 'elsewhere.add')}
            </Button>
          </div>
        </form>
      )}
      {pairing?.resources.length === 0 && <p role="status">{t('elsewhere.hue.noLamp')}</p>}
      {!pairing && (
        <div className={before ? 'group part' : 'group'}>
          {before && (
            <div>
              <h2>{t('elsewhere.hue.pairAgain')}</h2>
              <p className="small">{t('elsewhere.hue.pairAgainHint')}</p>
            </div>
          )}
          <BridgePairing host={before?.target.host ?? ''} onPaired={setPairing} />
        </div>
      )}
    </>
  )
}

interface BridgePairingProps {
  host: string
  onPaired: (pairing: HuePairing) => void
}

function BridgePairing({ host, onPaired }: BridgePairingProps) {
  const { t, ask } = useWindow()
  const [address, setAddress] = useState<HueAddress>({ host })
  const [step, setStep] = useState<'idle' | 'waiting' | Problem>('idle')
  const isWaiting = step === 'waiting'
  const isRunning = useRef(false)
  const cancel = useCallback(() => void ask((tally) => tally.cancelPairing()), [ask])
  // When the view is left.
  useEffect(
    () => () => {
      if (isRunning.current) cancel()
    },
    [cancel],
  )

  async function pair() {
    setStep('waiting')
    isRunning.current = true
    const isAnswered = await ask(async (tally) => {
      const answer = await tally.pairHue({ ...address, host: address.host.trim() })
      isRunning.current = false
      setStep(answer.ok ? 'idle' : answer.problem)
      if (answer.ok && answer.value) onPaired(answer.value)
    })
    isRunning.current = false
    if (!isAnswered) setStep('idle')
  }

  return (
    <>
      <FindDevicesButton kind="hue" onChoose={({ host: found, port }) => setAddress({ host: found, port })} />
      <TextField
        label={t('elsewhere.hue.bridge')}
        hint={t('elsewhere.hue.bridgeHint')}
        name="host"
        maxLength={LONGEST_DOMAIN}
        spellCheck={false}
        value={address.host}
        onText={(typed) => setAddress({ host: typed })}
      />
      <div role="status">{isWaiting && <p className="strong">{t('elsewhere.hue.press')}</p>}</div>
      {typeof step === 'object' && <ProblemCard ofOutput problem={step} />}
      <div className="buttons">
        <Button
          size="small"
          appearance={isWaiting || host !== '' ? 'secondary' : 'primary'}
          disabledFocusable={!isWaiting && address.host.trim() === ''}
          onClick={isWaiting ? cancel : pair}
        >
          {t(isWaiting ? 'elsewhere.hue.cancel' : 'elsewhere.hue.pair')}
        </Button>
      </div>
    </>
  )
}
