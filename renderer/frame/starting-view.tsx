// The moment before the stored account has been looked for.
import type { JSX } from 'react'
import { Hero } from '../now/hero.tsx'
import { useShown } from './shown.ts'

export function StartingView(): JSX.Element {
  return <Hero title={useShown().words.t('presence.status.starting')} />
}
