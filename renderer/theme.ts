// The theme in use: the chosen one, or what the system asks for. Its colours are in themes.css (build/window-files.ts).
import { useSyncExternalStore } from 'react'
import type { Settings } from '../app/settings.ts'

export type ThemeInUse = Exclude<Settings['theme'], 'system'>

export function useThemeInUse(chosen: Settings['theme']): ThemeInUse {
  const contrast = useMedia('(forced-colors: active), (prefers-contrast: more)')
  const dark = useMedia('(prefers-color-scheme: dark)')
  if (chosen !== 'system') return chosen
  if (contrast) return 'high-contrast'
  return dark ? 'dark' : 'light'
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
