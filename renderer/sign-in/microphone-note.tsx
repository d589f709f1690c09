// Says before the first sign-in that the computer is asked which programs record.
import { useWindow } from '../frame/window-context.ts'

export function MicrophoneNote() {
  const { state, t } = useWindow()
  if (!state.settings.microphone || state.microphone.length === 0) return null
  return <p className="quiet">{t('setup.signIn.microphone')}</p>
}
