// A Problem in plain words: what happened, what it means, and the next step.
import type { Problem } from '../app/microsoft/problem.ts'
import type { PolicyFault } from '../app/policy.ts'
import { updateProblems } from '../app/problem-kinds.ts'
import { lengthOfTime } from './moments.ts'
import { statusName } from './own-status.ts'
import { refusedStatusWords } from './refused-status.ts'
import type { Words } from './words.ts'

export interface ProblemWords {
  title: string
  meaning: string
  nextStep: string
}

export function problemWords(problem: Problem, words: Words): ProblemWords {
  const { t, language } = words
  const values = {
    ...problem,
    length: 'afterMs' in problem ? lengthOfTime(problem.afterMs, language) : '',
    wait: problem.kind === 'held-back' ? lengthOfTime(Math.max(1000, problem.retryAfterMs), language) : '',
    cloudName: 'cloud' in problem ? t(`setup.cloud.${problem.cloud}`) : '',
    expectedName: problem.kind === 'not-an-answer' ? t(`problem.expected.${problem.expected}`) : '',
    requestName: 'request' in problem ? t(`problem.requests.${problem.request}`) : '',
    statusName: problem.kind === 'teams-session-missing' ? statusName(problem.status, words) : '',
    refusedTitle: problem.kind === 'passing-refusal' ? t(`problem.${problem.refused}.title`) : '',
    ...(problem.kind === 'status-refused' ? refusedStatusWords(problem, words) : {}),
    permissionNames:
      'permissions' in problem ? new Intl.ListFormat(language).format(problem.permissions) : '',
    pathNames: 'paths' in problem ? problem.paths.join(', ') : '',
    why:
      problem.kind === 'policy-broken'
        ? problem.faults.map((fault) => faultWords(fault, words)).join('; ')
        : '',
  }
  return {
    title: t(`problem.${problem.kind}.title`, values),
    meaning: t(`problem.${problem.kind}.meaning`, values),
    nextStep: t(`problem.${problem.kind}.nextStep`, { ...values, promise: t(promiseOf(problem), values) }),
  }
}

/** What happens by itself, or that nothing does; in the next step of every problem that may pass. */
function promiseOf({ kind, next }: Problem) {
  switch (next) {
    case 'retries':
      return updateProblems.has(kind) ? 'problem.promise.update' : 'problem.promise.retries'
    case 'waits':
      return `problem.promise.${kind}` as const
    case 'person':
      return 'problem.promise.person'
    default:
      return next satisfies never
  }
}

/** Each name in a policy file whose value can be wrong. */
const policyNames = [
  'organization',
  'clientId',
  'tenant',
  'cloud',
  'intervalSeconds',
  'updates',
  'people',
  'features',
  'colleagues',
  'own-status',
] as const

function faultWords(fault: PolicyFault, { t }: Words): string {
  if (fault.kind === 'wrong-value') {
    const name = policyNames.find((one) => fault.key.split('.').at(-1) === one)
    const value = name ? t(`problem.policyValue.${name}`) : '…'
    return t('problem.policyFault.wrong-value', { key: fault.key, value })
  }
  const limit = 'limitBytes' in fault ? fault.limitBytes / 1024 : 0
  return t(`problem.policyFault.${fault.kind}`, { ...fault, limit })
}
