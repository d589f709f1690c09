// How far the first start has come and what has been typed in it: kept while another view is shown.
import { createStore } from 'zustand/vanilla'

export const firstStartSteps = ['register', 'check', 'sign-in'] as const
export type FirstStartStep = (typeof firstStartSteps)[number]

export interface FirstStartDraft {
  step: FirstStartStep
  /** Null until somebody types: the settings' value. */
  clientId: string | null
  tenant: string | null
}

export const firstStartDraft = createStore<FirstStartDraft>(() => ({
  step: 'register',
  clientId: null,
  tenant: null,
}))

export const goTo = (step: FirstStartStep): void => firstStartDraft.setState({ step })
