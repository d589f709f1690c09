// The first start: three steps from nothing to a sign-in, and the demo day beside them.
import { type JSX, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Problem } from '../../app/microsoft/problem.ts'
import { firstStartStep } from '../first-start-step.ts'
import { CheckStep } from '../parts/check-step.tsx'
import { Stepper } from '../parts/first-start-frame.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { RegisterStep } from '../parts/register-step.tsx'
import { SignInStep } from '../parts/sign-in-step.tsx'
import { useShown } from '../shown.ts'
import { clientIdFault, tenantFault } from '../typed.ts'
import { useUnsent } from '../unsent-text.ts'
import { useTenantCheck } from '../use-tenant-check.ts'
import '../first-start.css'

export function FirstStartView({ problem }: { problem: Problem | null }): JSX.Element {
  const { settings, managed } = useShown().state
  const [unsentClientId, keepClientId] = useUnsent('first-client-id')
  const [unsentTenant, keepTenant] = useUnsent('first-tenant')
  const clientId = unsentClientId ?? settings.clientId
  const tenant = unsentTenant ?? settings.tenant
  const tenantCheck = useTenantCheck(tenant, settings.cloud)
  const typed = { clientId, tenant, keepClientId, keepTenant, tenantCheck }
  const reached =
    useStore(firstStartStep) ?? ((unsentClientId ?? unsentTenant) === null ? 'register' : 'check')
  const step = reached === 'sign-in' && (clientIdFault(clientId) || tenantFault(tenant)) ? 'check' : reached
  const view = useRef<HTMLDivElement>(null)
  const shown = useRef(step)

  useLayoutEffect(() => {
    if (shown.current === step) return
    shown.current = step
    // Where the step begins: ears hear what it is, and what was copied can be pasted at once.
    const begin = view.current?.querySelector<HTMLElement>('input') ?? view.current?.querySelector('h1')
    begin?.focus()
    view.current?.closest('main')?.scrollTo(0, 0)
  }, [step])

  return (
    <div ref={view} className="first-start">
      <Stepper step={step} />
      {problem && <ProblemCard problem={problem} />}
      {managed.problem && <ProblemCard problem={managed.problem} />}
      {step === 'register' && <RegisterStep />}
      {step === 'check' && <CheckStep {...typed} />}
      {step === 'sign-in' && <SignInStep {...typed} />}
    </div>
  )
}
