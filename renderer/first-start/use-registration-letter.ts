// The message that asks for the registration of the app. It names the portal of the chosen cloud.
import { useWindow } from '../frame/window-context.ts'

export function useRegistrationLetter(): string {
  const { state, t } = useWindow()
  return t('setup.letter.register', { portal: t(`setup.portal.${state.settings.cloud}`) })
}
