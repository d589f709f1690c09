// Microsoft with faults: what Graph, Entra and the networks before them answer, by a schedule of chances.
import type { NetworkAnswer } from '../../app/microsoft/network/http-answer.ts'
import type { Network } from '../../app/microsoft/network/network.ts'
import type { SignIn } from '../../app/microsoft/sign-in/sign-in.ts'
import type { Account } from '../../app/model/account-state.ts'
import { type Answer, failed, ok, type Problem } from '../../app/model/problems/problem.ts'
import type { SoakComputer } from './soak-computer.ts'

const host = 'graph.microsoft.com'
const TIMEOUT_MS = 10_000

/** Faults of one request or of an hour. */
export const faults = [
  'throttled',
  'throttled-for-30-s',
  'throttled-for-a-fraction',
  'throttled-until-a-date',
  'server-error',
  'unavailable-for-a-minute',
  'timed-out',
  'unreachable',
  'captive-portal',
  'token-too-old',
  'forbidden',
  'sign-in-lost',
] as const
export type Fault = (typeof faults)[number]
/** `strays`: a fault in single requests; `nothing`: no fault. */
type NoFault = 'strays' | 'nothing'

/** One request in this many has a stray fault. */
const STRAY = 100

export interface SoakMicrosoft {
  network: Network
  signIn: SignIn
  /** The faults from now on. */
  setFault(fault: Fault | NoFault): void
  setPresence(words: { availability: string; activity: string }): void
  requests(): number
  requestsWhileAsleep(): number
  worstMinute(): number
}

export function createSoakMicrosoft(computer: SoakComputer, random: () => number): SoakMicrosoft {
  const { clock, net } = computer
  const account: Account = { name: 'Adele Vance', username: 'adele@contoso.example', tenantId: 'contoso' }
  let stored: Account | null = account
  let signedIn = true
  let fault: Fault | NoFault = 'strays'
  let presence = { availability: 'Available', activity: 'Available' }
  let requests = 0
  let asleep = 0
  let worst = 0
  let lastMinute: number[] = []

  function count() {
    const now = clock.monotonicMs()
    requests += 1
    if (computer.isBelievedAsleep()) asleep += 1
    lastMinute = [...lastMinute.filter((at) => at > now - 60_000), now]
    worst = Math.max(worst, lastMinute.length)
  }

  const pass = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
  const answer = (status: number, headers: Record<string, string> = {}, json: unknown = null) =>
    ok<NetworkAnswer>({ status, headers, json })
  const passing = (problem: Problem) => failed<NetworkAnswer>(problem)
  const body = () => ({
    ...presence,
    outOfOfficeSettings: { isOutOfOffice: false, message: null },
    statusMessage: random() < 0.5 ? null : { message: { content: `Note ${requests}`, contentType: 'text' } },
  })

  async function answerWith(what: Fault | NoFault, token: string): Promise<Answer<NetworkAnswer>> {
    switch (what) {
      case 'strays':
      case 'nothing':
      case 'sign-in-lost':
        return answer(200, {}, body())
      case 'throttled':
        return answer(429)
      case 'throttled-for-30-s':
        return answer(429, { 'retry-after': '30' })
      case 'throttled-for-a-fraction':
        return answer(429, { 'retry-after': '2.128' })
      case 'throttled-until-a-date':
        return answer(429, { 'retry-after': new Date(clock.nowMs() + 45_000).toUTCString() })
      case 'server-error':
        return answer(500)
      case 'unavailable-for-a-minute':
        return answer(503, { 'retry-after': '60' })
      case 'timed-out':
        await pass(TIMEOUT_MS)
        return passing({ kind: 'timed-out', next: 'retries', host, afterMs: TIMEOUT_MS })
      case 'unreachable':
        return passing({ kind: 'unreachable', next: 'retries', host, detail: 'ERR_NAME_NOT_RESOLVED' })
      case 'captive-portal':
        return passing({ kind: 'not-json', next: 'retries', host })
      case 'token-too-old':
        return token.endsWith('fresh') ? answer(200, {}, body()) : answer(401)
      case 'forbidden':
        return answer(403)
      default:
        return what satisfies never
    }
  }

  const network: Network = {
    async request({ headers }) {
      if (!net.isOnline()) return passing({ kind: 'offline', next: 'waits' })
      count()
      const stray = fault === 'strays' && random() * STRAY < 1 && faults[Math.floor(random() * faults.length)]
      return answerWith(stray || fault, headers?.authorization ?? '')
    },
  }

  return {
    network,
    signIn: {
      async storedAccount() {
        await pass(random() * 3000)
        return ok(stored)
      },
      async signIn() {
        await pass(20_000)
        signedIn = true
        stored = account
        return random() < 0.2 ? failed({ kind: 'sign-in-cancelled', next: 'person' }) : ok(account)
      },
      choice: () => null,
      followChosen: async () => ok(account),
      dropChosen() {},
      cancel() {},
      pageAddress: () => null,
      async signOut() {
        stored = null
      },
      consent: async () => failed({ kind: 'sign-in-cancelled', next: 'person' }),
      accountId: () => null,
      async accessToken(need) {
        if (fault === 'sign-in-lost') signedIn = false
        return signedIn
          ? ok(need.kind === 'any' ? 'any' : 'fresh')
          : failed({ kind: 'sign-in-needed', next: 'person', code: null })
      },
    },
    setFault(next) {
      fault = next
    },
    setPresence(words) {
      presence = words
    },
    requests: () => requests,
    requestsWhileAsleep: () => asleep,
    worstMinute: () => worst,
  }
}
