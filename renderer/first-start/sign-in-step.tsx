// The second step of the sign-in: what happens at the sign-in, the permission, and the sign-in button.
import { Button } from '@fluentui/react-components'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { MicrophoneNote } from '../sign-in/microphone-note.tsx'
import type { TypedRegistration } from './check-step.tsx'
import { goTo, StepButtons } from './first-start-frame.tsx'
import { TenantNote } from './tenant-note.tsx'
import { isNoTenant } from './use-tenant-check.ts'

export function SignInStep({ clientId, tenant, tenantCheck }: TypedRegistration) {
  const { state, t, ask } = useWindow()
  const { cloud } = state.settings
  const { known } = tenantCheck

  async function signIn() {
    // Entra would refuse it in the browser.
    if (isNoTenant(known)) return goTo('check')
    const change = { clientId: clientId.trim().toLowerCase(), tenant: tenant.trim().toLowerCase() }
    if (await ask((tally) => tally.changeSettings(change))) await ask((tally) => tally.signIn())
  }

  return (
    <>
      <PageTitle>{t('setup.signIn.title')}</PageTitle>
      <p>{t('setup.signIn.text')}</p>
      <p>{t('setup.signIn.permission')}</p>
      <MicrophoneNote />
      <dl className="typed">
        <dt>{t('setup.registration.clientId')}</dt>
        <dd>
          <bdi>{clientId.trim().toLowerCase()}</bdi>
        </dd>
        <dt>{t('setup.registration.tenant')}</dt>
        <dd>
          <bdi>{tenant.trim()}</bdi>
          <TenantNote tenant={tenant} known={known} />
        </dd>
        <dt>{t('setup.registration.cloud')}</dt>
        <dd>{t(`setup.cloud.${cloud}`)}</dd>
      </dl>
      {cloud === 'china' && <p className="field-note warning">{t('setup.registration.noPresence')}</p>}
      <StepButtons back="check">
        {cloud !== 'china' && (
          <Button size="small" appearance="primary" onClick={signIn}>
            {t('tray.menu.sign-in')}
          </Button>
        )}
      </StepButtons>
    </>
  )
}
