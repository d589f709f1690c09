// Asks Entra whether the typed tenant exists, once for each tenant and cloud. Nothing waits for the answer.

import { useRef, useState } from 'react'
import type { CommandAnswer } from '../../app/contract/contract.ts'
import type { CloudName } from '../../app/model/names.ts'
import { tenantFaultOf } from '../controls/identifier-faults.ts'
import { useWindow } from '../frame/window-context.ts'

type TenantAnswer = CommandAnswer<'checkTenant'>

export interface TenantCheck {
  /** The result for this tenant and cloud; null before a check. */
  known: TenantAnswer | 'asking' | null
  check: () => void
}

interface Asked {
  tenant: string
  cloud: CloudName
  answer: TenantAnswer | null
}

/** `typed` as it is in the field. Invalid values and `organizations` are not checked. */
export function useTenantCheck(typed: string, cloud: CloudName): TenantCheck {
  const { ask } = useWindow()
  const tenant = typed.trim().toLowerCase()
  const [asked, setAsked] = useState<Asked | null>(null)
  const latest = useRef<Asked | null>(null)
  const isOf = (one: Asked | null): one is Asked => one?.tenant === tenant && one.cloud === cloud

  function remember(now: Asked | null) {
    latest.current = now
    setAsked(now)
  }

  async function check() {
    // Another failure allows another try.
    const isSettled = isOf(latest.current) && isDecided(latest.current.answer)
    if (tenant === 'organizations' || tenantFaultOf(tenant) || isSettled) return
    const request: Asked = { tenant, cloud, answer: null }
    remember(request)
    const done = await ask(async (tally) => {
      const answer = await tally.checkTenant({ tenant, cloud })
      if (latest.current === request) remember({ ...request, answer })
    })
    if (!done && latest.current === request) remember(null)
  }

  return { known: isOf(asked) ? (asked.answer ?? 'asking') : null, check: () => void check() }
}

/** Entra knows no such tenant. Any other failure says nothing about the tenant. */
export const isNoTenant = (known: TenantCheck['known']): boolean =>
  known !== null && known !== 'asking' && !known.ok && known.problem.kind === 'tenant-unknown'

/** True also while the request is pending. */
const isDecided = (answer: TenantAnswer | null) => answer === null || answer.ok || isNoTenant(answer)
