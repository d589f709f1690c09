// What the steps of the first start have in common: the place in the list of steps, and the buttons at the foot.
import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { createStore } from 'zustand/vanilla'
import { CommandButton } from '../controls/command-button.tsx'
import { useWindow } from '../frame/window-context.ts'

/** The steps of the sign-in, which are shown as a list. */
const signInSteps = ['check', 'sign-in'] as const
/** `begin` asks how to begin; `administrator` and `register` are ways to get the ids for the sign-in. */
type FirstStartStep = 'begin' | 'administrator' | 'register' | (typeof signInSteps)[number]

/** The reached step, kept while another view is shown. Null until the user goes on or back. */
export const firstStartStep = createStore<FirstStartStep | null>(() => null)

export const goTo = (step: FirstStartStep): void => firstStartStep.setState(step, true)

export function Stepper({ step }: { step: FirstStartStep }) {
  const { t } = useWindow()
  if (signInSteps.every((name) => name !== step)) return null
  return (
    <ol className="stepper" aria-label={t('setup.stepper')}>
      {signInSteps.map((name) => (
        <li key={name} aria-current={name === step ? 'step' : undefined}>
          {t(`setup.stepName.${name}`)}
        </li>
      ))}
    </ol>
  )
}

/** `children` is the button that goes on. */
export function StepButtons({ back, children }: { back: FirstStartStep; children?: ReactNode }) {
  const { t } = useWindow()
  return (
    <div className="step-buttons">
      <CommandButton appearance="subtle" command={(tally) => tally.tryDemo()}>
        {t('setup.tryDemo')}
      </CommandButton>
      <span className="buttons">
        <Button size="small" onClick={() => goTo(back)}>
          {t('window.back')}
        </Button>
        {children}
      </span>
    </div>
  )
}
