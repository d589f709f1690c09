// The light as a large picture and a title, with details below.
import type { ReactNode } from 'react'
import { lightTitle } from '../../words/status.ts'
import { LightPicture } from '../controls/light-picture.tsx'
import { useWindow } from '../frame/window-context.ts'

/** `title`: the light's title by default. */
export function Hero({ title, children }: { title?: string | undefined; children?: ReactNode }) {
  const { light, words } = useWindow()
  const lightWords = lightTitle(light, words)
  return (
    <div className={light.stale ? 'hero stale' : 'hero'}>
      <LightPicture light={light.name} className="light" alt={lightWords} />
      <div>
        <h1 tabIndex={-1}>{title ?? lightWords}</h1>
        {children}
      </div>
    </div>
  )
}
