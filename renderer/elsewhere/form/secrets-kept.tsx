// Says where passwords and keys are kept, once there are any.
import { LockClosed12Filled, Warning12Filled } from '@fluentui/react-icons'
import { useWindow } from '../../frame/window-context.ts'

export function SecretsKept() {
  const { state, t } = useWindow()
  const kept = state.outputSecretsKeptIn
  if (kept === 'nowhere') return null
  return (
    <p className={kept === 'keyring' ? 'field-note' : 'field-note warning'}>
      {kept === 'keyring' ? <LockClosed12Filled /> : <Warning12Filled />}
      {t(`elsewhere.secretsKept.${kept}`)}
    </p>
  )
}
