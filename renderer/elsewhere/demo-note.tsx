// Says during the demo that its light is not sent to the outputs.
import { useWindow } from '../frame/window-context.ts'

export function DemoNote() {
  const { state, t } = useWindow()
  return state.session.kind === 'demo' && <p className="quiet">{t('elsewhere.demo')}</p>
}
