// The result of the tenant check.
import { CheckmarkCircle12Filled, DiamondDismiss12Filled, Warning12Filled } from '@fluentui/react-icons'
import { problemWords } from '../../words/problem-words.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { useLock } from '../controls/use-lock.ts'
import { useWindow } from '../frame/window-context.ts'
import { isNoTenant, type TenantCheck } from './use-tenant-check.ts'

interface TenantNoteProps {
  tenant: string
  known: TenantCheck['known']
}

export function TenantNote(props: TenantNoteProps) {
  return (
    <div role="status" className="tenant-note">
      <Note {...props} />
    </div>
  )
}

function Note({ tenant, known }: TenantNoteProps) {
  const { state, words, t } = useWindow()
  const lock = useLock('cloud')
  if (known === null) return null
  if (known === 'asking') return <p className="field-note">{t('setup.tenantCheck.asking')}</p>
  if (!known.ok) {
    const { problem } = known
    return isNoTenant(known) ? (
      <p className="field-note error">
        <DiamondDismiss12Filled />
        {t('setup.tenantCheck.unknown')}
      </p>
    ) : (
      <p className="field-note">
        {t('setup.tenantCheck.failed', { why: problemWords(problem, words).title })}
      </p>
    )
  }
  const { tenantId, cloud } = known.value
  if (cloud !== null && cloud !== state.settings.cloud) {
    return (
      <>
        <p className="field-note warning">
          <Warning12Filled />
          {t('setup.tenantCheck.elsewhere', { cloud: t(`setup.cloud.${cloud}`) })}
        </p>
        {!lock && (
          <CommandButton command={(tally) => tally.changeSettings({ cloud })}>
            {t('setup.tenantCheck.useCloud')}
          </CommandButton>
        )}
      </>
    )
  }
  const name = tenant.trim()
  return (
    <p className="field-note good">
      <CheckmarkCircle12Filled />
      {name.toLowerCase() === tenantId
        ? t('setup.tenantCheck.found', { tenant: name })
        : t('setup.tenantCheck.foundId', { tenant: name, tenantId })}
    </p>
  )
}
