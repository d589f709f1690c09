// The answer to the glance: the light as picture and words, and what goes with it.
import type { JSX, ReactNode } from 'react'
import { lightOf } from '../../app/presence/light.ts'
import { lightTitle } from '../../words/status.ts'
import { useShown } from '../shown.ts'

/** Without a `title` of its own it says the light. The picture is the tray's (build/window-pictures.ts). */
export function Hero({ title, children }: { title?: string; children?: ReactNode }): JSX.Element {
  const { state, words } = useShown()
  const light = lightOf(state)
  const lightWords = lightTitle(state, words)
  return (
    <div className={light.stale ? 'hero stale' : 'hero'}>
      <img className="light" src={`./lights/${light.name}.svg`} alt={lightWords} />
      <div>
        <h1>{title ?? lightWords}</h1>
        {children}
      </div>
    </div>
  )
}
