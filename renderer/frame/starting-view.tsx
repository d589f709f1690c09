// Shown until the stored account is read.
import { Hero } from '../now/hero.tsx'
import { useWindow } from './window-context.ts'

export function StartingView() {
  return <Hero title={useWindow().words.t('presence.status.starting')} />
}
