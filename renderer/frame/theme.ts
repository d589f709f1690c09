// The theme in use: the chosen one, or the system's. Its colours are in themes.css (build/window-files.ts).
import { useSyncExternalStore } from 'react'
import type { Settings } from '../../app/model/settings.ts'

export type ThemeInUse = Exclude<Settings['theme'], 'system'>

/** The background behind the lights. Their pictures and colours exist for both (build/window-files.ts). */
type Ground = 'light' | 'dark'

export function useThemeInUse(chosen: Settings['theme']): ThemeInUse {
  const contrast = useMedia('(forced-colors: active), (prefers-contrast: more)')
  const dark = useMedia('(prefers-color-scheme: dark)')
  if (chosen !== 'system') return chosen
  if (contrast) return 'high-contrast'
  return dark ? 'dark' : 'light'
}

/** With forced colours the system's background counts, not the theme's. */
export function useGround(chosen: Settings['theme']): Ground {
  const forced = useMedia('(forced-colors: active)')
  const dark = useMedia('(prefers-color-scheme: dark)')
  const theme = useThemeInUse(chosen)
  return (forced ? dark : theme !== 'light') ? 'dark' : 'light'
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
