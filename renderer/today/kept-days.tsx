// The stored history: exports it as CSV or erases it.
import { Button } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { DAYS_KEPT } from '../../app/model/day.ts'
import { days } from '../../words/days.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { useWindow } from '../frame/window-context.ts'

type Step =
  /** `cancelled`: the user decided not to erase, so the focus returns to that button. */
  | { kind: 'idle'; cancelled: boolean }
  | { kind: 'saved'; path: string }
  | { kind: 'confirming' }
  | { kind: 'erased' }

export function KeptDays({ hasDays }: { hasDays: boolean }) {
  const { state, t, language, ask } = useWindow()
  const [step, setStep] = useState<Step>({ kind: 'idle', cancelled: false })
  const outcome = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // The focused button was removed.
    if (step.kind === 'erased') outcome.current?.focus()
  }, [step])

  const save = () =>
    ask(async (tally) => {
      const saved = await tally.exportHistory()
      setStep(saved ? { kind: 'saved', path: saved.path } : { kind: 'idle', cancelled: false })
    })
  const erase = () =>
    ask(async (tally) => {
      await tally.eraseHistory()
      setStep({ kind: 'erased' })
    })

  return (
    <section className="kept-days part" aria-label={t('today.kept')}>
      {state.settings.keepHistory ? (
        <p className="small">{t('today.keptHere', { length: days(DAYS_KEPT, language) })}</p>
      ) : (
        <>
          <p>{t('today.keptOff')}</p>
          <CommandButton command={(tally) => tally.showSettingsPage('more')}>
            {t('window.problem.openSettings')}
          </CommandButton>
        </>
      )}
      {step.kind === 'confirming' ? (
        <div className="asks" role="alert">
          <p>{t('today.eraseAsk')}</p>
          <div className="buttons">
            {/* The safe choice gets the focus. */}
            <Button size="small" autoFocus onClick={() => setStep({ kind: 'idle', cancelled: true })}>
              {t('today.eraseNo')}
            </Button>
            <Button size="small" onClick={erase}>
              {t('today.eraseYes')}
            </Button>
          </div>
        </div>
      ) : (
        hasDays && (
          <div className="buttons">
            <Button size="small" onClick={save}>
              {t('today.export')}
            </Button>
            <Button
              size="small"
              autoFocus={step.kind === 'idle' && step.cancelled}
              onClick={() => setStep({ kind: 'confirming' })}
            >
              {t('today.erase')}
            </Button>
          </div>
        )
      )}
      <p ref={outcome} role="status" tabIndex={-1} className="small">
        {step.kind === 'saved' && t('today.exported', { path: step.path })}
        {step.kind === 'erased' && t('today.erased')}
      </p>
    </section>
  )
}
