// The answer to the glance: the light as picture and words, and what goes with it.
import type { JSX, ReactNode } from 'react'
import { lightTitle } from '../../words/status.ts'
import { lightPictureUrl } from '../controls/light-address.ts'
import { useShown } from '../frame/shown.ts'
import { useGround } from '../frame/theme.ts'

/** Without a `title` of its own it says the light. */
export function Hero({ title, children }: { title?: string; children?: ReactNode }): JSX.Element {
  const { state, light, words } = useShown()
  const lightWords = lightTitle(light, words)
  const { palette, theme } = state.settings
  const picture = lightPictureUrl(light.name, palette, useGround(theme))
  return (
    <div className={light.stale ? 'hero stale' : 'hero'}>
      <img className="light" src={picture} alt={lightWords} />
      <div>
        <h1 tabIndex={-1}>{title ?? lightWords}</h1>
        {children}
      </div>
    </div>
  )
}
