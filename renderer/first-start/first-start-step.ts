// How far the first start has come: kept while another view is shown.
import { createStore } from 'zustand/vanilla'

export const firstStartSteps = ['register', 'check', 'sign-in'] as const
export type FirstStartStep = (typeof firstStartSteps)[number]

/** Null until somebody goes on or back: the step in which something was typed, or the first. */
export const firstStartStep = createStore<FirstStartStep | null>(() => null)

export const goTo = (step: FirstStartStep): void => firstStartStep.setState(step, true)
