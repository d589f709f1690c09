// What every step of the first start has: its place in the list of steps, and the buttons at the foot.
import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { createStore } from 'zustand/vanilla'
import { useWindow } from '../frame/window-context.ts'

const firstStartSteps = ['register', 'check', 'sign-in'] as const
type FirstStartStep = (typeof firstStartSteps)[number]

/** The reached step, kept while another view is shown. Null until the user goes on or back. */
export const firstStartStep = createStore<FirstStartStep | null>(() => null)

export const goTo = (step: FirstStartStep): void => firstStartStep.setState(step, true)

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
