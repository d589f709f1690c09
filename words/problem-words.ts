// The texts of a problem: its title, its meaning, and the next step.
import { policyFields } from '../app/model/names.ts'
import type { PolicyFault } from '../app/model/policy.ts'
import {
  APPLICATION,
  type CauseName,
  causeOf,
  entraCauses,
  numberIn,
  PERSON,
  type Place,
} from '../app/model/problems/entra-numbers.ts'
import type { Demand, Problem } from '../app/model/problems/problem.ts'
import {
  isLimitOfGraph,
  type ProblemKind,
  retryAfterOf,
  updateProblems,
} from '../app/model/problems/problem-kinds.ts'
import { listOf } from './locale.ts'
import { lengthOfTime } from './moments.ts'
import { statusName } from './own-status-words.ts'
import { refusedStatusWords } from './refused-status.ts'
import type { Namespaces, Words } from './words.ts'

export interface ProblemWords {
  title: string
  meaning: string
  nextStep: string
}

/** The three texts of a problem, with its values filled in. */
export function problemWords(problem: Problem, words: Words): ProblemWords {
  const { t, language } = words
  const number = 'code' in problem ? numberIn(problem.code) : null
  const cause = number === null ? null : causeOf(number)
  const place = cause && entraCauses[cause].place
  const values = {
    ...problem,
    length: 'afterMs' in problem ? lengthOfTime(problem.afterMs, language) : '',
    count: problem.kind === 'address-too-long' ? problem.length : 0,
    wait: lengthOfTime(Math.max(1000, waitOf(problem)), language),
    cloudName: 'cloud' in problem ? t(`setup.cloud.${problem.cloud}`) : '',
    expectedName: problem.kind === 'not-an-answer' ? t(`problem.expected.${problem.expected}`) : '',
    requestName: 'request' in problem ? t(`problem.requests.${problem.request}`) : '',
    statusName: problem.kind === 'teams-session-missing' ? statusName(problem.status, words) : '',
    refusedTitle: problem.kind === 'passing-refusal' ? t(`problem.${problem.refused}.title`) : '',
    ...(problem.kind === 'status-refused' ? refusedStatusWords(problem, words) : {}),
    permissionNames: 'permissions' in problem ? listOf(problem.permissions, language) : '',
    detail: 'detail' in problem ? problem.detail || t('problem.noReason') : '',
    cause: cause ? causeWords(cause, words) : '',
    where: place ? t('problem.where', { place: placeWords(place, words) }) : '',
    demands: 'demands' in problem ? demandWords(problem.demands, words) : '',
    ...limitWords(problem, words),
    pathNames: 'paths' in problem ? problem.paths.join(', ') : '',
    why:
      problem.kind === 'policy-broken'
        ? problem.faults.map((fault) => faultWords(fault, words)).join('; ')
        : '',
  }
  return {
    title: isRequestRefused(problem) ? t('problem.errorAnswer') : t(`problem.${problem.kind}.title`, values),
    meaning: [t(`problem.${problem.kind}.meaning`, values).trim(), ...clockWords(problem, words)].join(' '),
    nextStep: t(`problem.${problem.kind}.nextStep`, {
      ...values,
      promise: t(promiseOf(problem), values),
    }).trim(),
  }
}

/** For problems that have several causes; empty for the others. */
function causeWords(cause: CauseName, { t }: Words): string {
  return hasCauseText(cause) ? t(`problem.cause.${cause}`) : ''
}

const hasCauseText = (cause: CauseName): cause is CauseName & keyof Namespaces['problem']['cause'] =>
  kindsWithCauses.has(entraCauses[cause].kind)
const kindsWithCauses: ReadonlySet<ProblemKind> = new Set([
  'blocked-by-policy',
  'not-let-into-tenant',
  'registration-incomplete',
])

/** A path through the admin center. */
export const placeWords = (place: Place, { t }: Words): string =>
  place
    .map((step) => {
      if (step === APPLICATION) return t('problem.placeApplication')
      return step === PERSON ? t('problem.placePerson') : step
    })
    .join(' → ')

function demandWords(demands: readonly Demand[], { t, language }: Words): string {
  const texts = demands.map(({ claim, value }) => {
    // "Developer guide to Conditional Access authentication context": acrs names the context.
    if (claim === 'acrs' && value !== null) return t('problem.demand.context', { value })
    return claim === 'nbf' ? t('problem.demand.newer') : t('problem.demand.other', { claim })
  })
  return listOf(texts, language)
}

function clockWords({ clockOffMs }: Problem, { t, language }: Words): string[] {
  if (clockOffMs === undefined) return []
  const clockOff = lengthOfTime(Math.abs(clockOffMs), language)
  return [t(clockOffMs > 0 ? 'problem.clock.ahead' : 'problem.clock.behind', { clockOff })]
}

/** Below 500 the server rejects the request; from 500 on it reports its own fault (RFC 9110, 15.6). */
const isRequestRefused = (problem: Problem): boolean =>
  problem.kind === 'server-error' && problem.status < 500

const waitOf = (problem: Problem): number =>
  problem.kind === 'held-back' ? problem.retryAfterMs : (retryAfterOf(problem) ?? 0)

/** Whose limit was reached. A slower pace helps only with Graph's. */
function limitWords(problem: Problem, { t }: Words): { limit?: string; slower?: string } {
  if (problem.kind !== 'throttled') return {}
  return isLimitOfGraph(problem)
    ? { limit: t('problem.limit.graph'), slower: t('problem.limit.slower') }
    : { limit: t('problem.limit.entra', { host: problem.host }) }
}

/** What the program does next without the user, or that it does nothing. */
function promiseOf(problem: Problem) {
  switch (problem.next) {
    case 'retries':
      return updateProblems.has(problem.kind) ? 'problem.promise.update' : 'problem.promise.retries'
    case 'waits':
      if (problem.kind === 'throttled' && retryAfterOf(problem) === null)
        return 'problem.promise.throttledUntold'
      return `problem.promise.${problem.kind}` as const
    case 'person':
      return retryAfterOf(problem) === null ? 'problem.promise.person' : 'problem.promise.personAfter'
    default:
      return problem satisfies never
  }
}

/** The names in a policy file whose value can be invalid. */
const policyNames = ['organization', 'people', 'features', ...policyFields] as const

function faultWords(fault: PolicyFault, { t }: Words): string {
  if (fault.kind === 'wrong-value') {
    const name = policyNames.find((one) => fault.key.split('.').at(-1) === one)
    const value = name ? t(`problem.policyValue.${name}`) : '…'
    return t('problem.policyFault.wrong-value', { key: fault.key, value })
  }
  const limit = 'limitBytes' in fault ? fault.limitBytes / 1024 : 0
  return t(`problem.policyFault.${fault.kind}`, { ...fault, limit })
}
