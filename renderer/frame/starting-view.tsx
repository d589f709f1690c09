// Shown until the stored account is read.
import type { JSX } from 'react'
import { Hero } from '../now/hero.tsx'
import { useWindow } from './window-context.ts'

export function StartingView(): JSX.Element {
  return <Hero title={useWindow().words.t('presence.status.starting')} />
}
