// Parts of every step of the first start: the list of steps, and the buttons at the foot.
import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWindow } from '../frame/window-context.ts'
import { type FirstStartStep, firstStartSteps, goTo } from './first-start-step.ts'

export function Stepper({ step }: { step: FirstStartStep }) {
  const { t } = useWindow()
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

/** `children` is the button that goes on. */
export function StepButtons({ back, children }: { back?: FirstStartStep; children?: ReactNode }) {
  const { t, ask } = useWindow()
  return (
    <div className="step-buttons">
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
