// Where the days are kept, and what can be done with them: to take them out as CSV, or to erase them.
import { Button } from '@fluentui/react-components'
import { type JSX, useEffect, useRef, useState } from 'react'
import { DAYS_KEPT } from '../../app/model/day.ts'
import { days } from '../../words/days.ts'
import { useShown } from '../frame/shown.ts'

type Step =
  /** `thoughtBetter`: of erasing, so that the focus goes back to where it came from. */
  | { kind: 'idle'; thoughtBetter: boolean }
  | { kind: 'saved'; path: string }
  | { kind: 'asking' }
  | { kind: 'erased' }

export function KeptDays({ areThere }: { areThere: boolean }): JSX.Element {
  const { state, words, ask } = useShown()
  const { t, language } = words
  const [step, setStep] = useState<Step>({ kind: 'idle', thoughtBetter: false })
  const outcome = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // The buttons that had the focus are gone.
    if (step.kind === 'erased') outcome.current?.focus()
  }, [step])

  const save = () =>
    ask(async (tally) => {
      const saved = await tally.exportHistory()
      setStep(saved ? { kind: 'saved', path: saved.path } : { kind: 'idle', thoughtBetter: false })
    })
  const erase = () =>
    ask(async (tally) => {
      await tally.eraseHistory()
      setStep({ kind: 'erased' })
    })

  return (
    <section className="kept-days" aria-label={t('today.kept')}>
      {state.settings.keepHistory ? (
        <p className="small">{t('today.keptHere', { length: days(DAYS_KEPT, language) })}</p>
      ) : (
        <>
          <p>{t('today.keptOff')}</p>
          <Button size="small" onClick={() => ask((tally) => tally.showPage('settings'))}>
            {t('window.problem.openSettings')}
          </Button>
        </>
      )}
      {step.kind === 'asking' ? (
        <div className="asks" role="alert">
          <p>{t('today.eraseAsk')}</p>
          <div className="buttons">
            {/* The safe answer has the focus. */}
            <Button size="small" autoFocus onClick={() => setStep({ kind: 'idle', thoughtBetter: true })}>
              {t('today.eraseNo')}
            </Button>
            <Button size="small" onClick={erase}>
              {t('today.eraseYes')}
            </Button>
          </div>
        </div>
      ) : (
        areThere && (
          <div className="buttons">
            <Button size="small" onClick={save}>
              {t('today.export')}
            </Button>
            <Button
              size="small"
              autoFocus={step.kind === 'idle' && step.thoughtBetter}
              onClick={() => setStep({ kind: 'asking' })}
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
