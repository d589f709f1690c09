// What every step of the first start has: where one is, what it is about, and the ways on, with the demo day in sight.
import { Button } from '@fluentui/react-components'
import type { JSX, ReactNode } from 'react'
import { useShown } from '../frame/shown.ts'
import { type FirstStartStep, firstStartSteps, goTo } from './first-start-step.ts'

export function Stepper({ step }: { step: FirstStartStep }): JSX.Element {
  const { t } = useShown().words
  return (
    <ol className="stepper" aria-label={t('setup.stepper')}>
      {firstStartSteps.map((name) => (
        <li key={name} aria-current={name === step ? 'step' : undefined}>
          {t(`setup.stepName.${name}`)}
        </li>
      ))}
    </ol>
  )
}

/** `children` is the way on. */
export function StepWays({ back, children }: { back?: FirstStartStep; children?: ReactNode }): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  return (
    <div className="step-ways">
      <Button size="small" appearance="subtle" onClick={() => ask((tally) => tally.tryDemo())}>
        {t('setup.tryDemo')}
      </Button>
      <span className="buttons">
        {back && (
          <Button size="small" onClick={() => goTo(back)}>
            {t('window.back')}
          </Button>
        )}
        {children}
      </span>
    </div>
  )
}
