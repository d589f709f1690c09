// The light as a large picture and a title, with details below.
import type { ReactNode } from 'react'
import { lightTitle } from '../../words/status.ts'
import { lightPictureUrl } from '../controls/light-picture-url.ts'
import { useGround } from '../frame/theme.ts'
import { useWindow } from '../frame/window-context.ts'

/** `title`: the light's title by default. */
export function Hero({ title, children }: { title?: string; children?: ReactNode }) {
  const { state, light, words } = useWindow()
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
