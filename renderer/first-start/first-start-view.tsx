// The first start: three steps from nothing to a sign-in, and the demo day beside them.
import { type JSX, useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Problem } from '../../app/model/problems/problem.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { clientIdFault, tenantFault } from '../controls/typed.ts'
import { useUnsent } from '../controls/typed-text.ts'
import { useShown } from '../frame/shown.ts'
import { CheckStep } from './check-step.tsx'
import { Stepper } from './first-start-frame.tsx'
import { firstStartStep } from './first-start-step.ts'
import { RegisterStep } from './register-step.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { useTenantCheck } from './use-tenant-check.ts'
import './first-start.css'

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
