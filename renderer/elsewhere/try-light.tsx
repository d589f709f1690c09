// Try it: sends one light of the table for a few seconds, and says what became of it.
import { Button } from '@fluentui/react-components'
import { useState } from 'react'
import { type TableLight, tableLights } from '../../app/model/external-outputs/shown-light.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { tableLightName } from '../../words/table-lights.ts'
import { Field } from '../controls/field.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useWindow } from '../frame/window-context.ts'

type Outcome = { kind: 'sent' | 'not-sent' | 'sending' } | { kind: 'failed'; problem: Problem }

export function TryLight({ id, isOn }: { id: string; isOn: boolean }) {
  const { words, t, ask } = useWindow()
  const [light, setLight] = useState<TableLight>('available')
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function tryIt() {
    setOutcome({ kind: 'sending' })
    const isAnswered = await ask(async (tally) => {
      const answer = await tally.tryOutput({ id, light })
      if (!answer.ok) setOutcome({ kind: 'failed', problem: answer.problem })
      else setOutcome({ kind: answer.value.sent ? 'sent' : 'not-sent' })
    })
    if (!isAnswered) setOutcome(null)
  }

  return (
    <div>
      <Field label={t('elsewhere.try.label')}>
        {(control) => (
          <span className="try-light">
            <select
              className="control"
              {...control}
              value={light}
              onChange={({ target }) => {
                setLight(tableLights.find((one) => one === target.value) ?? light)
                setOutcome(null)
              }}
            >
              {tableLights.map((one) => (
                <option key={one} value={one}>
                  {tableLightName(one, words)}
                </option>
              ))}
            </select>
            <Button disabledFocusable={!isOn || outcome?.kind === 'sending'} onClick={tryIt}>
              {t('elsewhere.try.button')}
            </Button>
          </span>
        )}
      </Field>
      <div role="status">
        {outcome && outcome.kind !== 'failed' && (
          <p className="field-note">{t(`elsewhere.try.${outcome.kind}`)}</p>
        )}
        {outcome?.kind === 'failed' && <ProblemCard ofOutput problem={outcome.problem} />}
      </div>
    </div>
  )
}
