// The step of the first start, kept while another view is shown.
import { createStore } from 'zustand/vanilla'

export const firstStartSteps = ['register', 'check', 'sign-in'] as const
export type FirstStartStep = (typeof firstStartSteps)[number]

/** Null until the user goes on or back. */
export const firstStartStep = createStore<FirstStartStep | null>(() => null)

export const goTo = (step: FirstStartStep): void => firstStartStep.setState(step, true)
