// Whether the tenant that was typed exists: asked of Entra once for each tenant and cloud, and never waited for.

import { useRef, useState } from 'react'
import type { CommandAnswer } from '../../app/contract/contract.ts'
import type { CloudName } from '../../app/model/names.ts'
import { tenantFault } from '../controls/typed.ts'
import { useShown } from '../frame/shown.ts'

type TenantAnswer = CommandAnswer<'checkTenant'>

export interface TenantCheck {
  /** What is known of the tenant and cloud at hand; null while nobody has asked. */
  known: TenantAnswer | 'asking' | null
  check: () => void
}

interface Asked {
  tenant: string
  cloud: CloudName
  answer: TenantAnswer | null
}

/** `tenant` as it is typed. What is no tenant, and `organizations`, which is none, is not asked for. */
export function useTenantCheck(typed: string, cloud: CloudName): TenantCheck {
  const { ask } = useShown()
  const tenant = typed.trim().toLowerCase()
  const [asked, setAsked] = useState<Asked | null>(null)
  const latest = useRef<Asked | null>(null)
  const isOf = (one: Asked | null): one is Asked => one?.tenant === tenant && one.cloud === cloud

  function remember(now: Asked | null) {
    latest.current = now
    setAsked(now)
  }

  async function check() {
    // After any other failure it is worth another try.
    const isSettled = isOf(latest.current) && isDecided(latest.current.answer)
    if (tenant === 'organizations' || tenantFault(tenant) || isSettled) return
    const question: Asked = { tenant, cloud, answer: null }
    remember(question)
    const done = await ask(async (tally) => {
      const answer = await tally.checkTenant({ tenant, cloud })
      if (latest.current === question) remember({ ...question, answer })
    })
    if (!done && latest.current === question) remember(null)
  }

  return { known: isOf(asked) ? (asked.answer ?? 'asking') : null, check: () => void check() }
}

/** Entra knows no such tenant: any other refusal says nothing of it. */
export const isNoTenant = (known: TenantCheck['known']): boolean =>
  known !== null && known !== 'asking' && !known.ok && known.problem.kind === 'tenant-unknown'

/** Still being asked counts too. */
const isDecided = (answer: TenantAnswer | null): boolean => answer === null || answer.ok || isNoTenant(answer)
