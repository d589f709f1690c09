// The first start: the question how to begin, and the steps after each answer.
import { useLayoutEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Problem } from '../../app/model/problems/problem.ts'
import { clientIdFaultOf, tenantFaultOf } from '../controls/identifier-faults.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'
import { AdministratorStep } from './administrator-step.tsx'
import { BeginStep } from './begin-step.tsx'
import { CheckStep } from './check-step.tsx'
import { firstStartStep, Stepper } from './first-start-frame.tsx'
import { RegisterStep } from './register-step.tsx'
import { SignInStep } from './sign-in-step.tsx'
import { useTenantCheck } from './use-tenant-check.ts'
import './first-start.css'

export function FirstStartView({ problem }: { problem: Problem | null }) {
  const { settings, managed } = useWindow().state
  const [unsentClientId, keepClientId] = useUnsent('first-client-id')
  const [unsentTenant, keepTenant] = useUnsent('first-tenant')
  const clientId = unsentClientId ?? settings.clientId
  const tenant = unsentTenant ?? settings.tenant
  const tenantCheck = useTenantCheck(tenant, settings.cloud)
  const typed = { clientId, tenant, keepClientId, keepTenant, tenantCheck }
  const reached = useStore(firstStartStep) ?? ((unsentClientId ?? unsentTenant) === null ? 'begin' : 'check')
  const step =
    reached === 'sign-in' && (clientIdFaultOf(clientId) || tenantFaultOf(tenant)) ? 'check' : reached
  const view = useRef<HTMLDivElement>(null)
  const renderedStep = useRef(step)

  useLayoutEffect(() => {
    if (renderedStep.current === step) return
    renderedStep.current = step
    // Into the first field, so that a copied value can be pasted at once, or to the heading for a screen reader.
    const start = view.current?.querySelector<HTMLElement>('input') ?? view.current?.querySelector('h1')
    start?.focus()
    view.current?.closest('main')?.scrollTo(0, 0)
  }, [step])

  return (
    <div ref={view} className="first-start">
      <Stepper step={step} />
      {problem && <ProblemCard problem={problem} />}
      {managed.problem && <ProblemCard problem={managed.problem} />}
      {step === 'begin' && <BeginStep />}
      {step === 'administrator' && <AdministratorStep />}
      {step === 'register' && <RegisterStep />}
      {step === 'check' && <CheckStep {...typed} />}
      {step === 'sign-in' && <SignInStep {...typed} />}
    </div>
  )
}
