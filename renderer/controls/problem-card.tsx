// A problem in plain words: what happened, what it means, the next step, and the button that takes it.

import { Button } from '@fluentui/react-components'
import { WarningRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Problem } from '../../app/model/problems/problem.ts'
import { isLasting, type ProblemKind } from '../../app/model/problems/problem-kinds.ts'
import { problemWords } from '../../words/problem-words.ts'
import { useShown } from '../frame/shown.ts'
import { Card } from './card.tsx'
import { CopyButton, CopyInWords } from './copy-button.tsx'

const steps = {
  'sign-in': { label: 'tray.menu.sign-in', take: (tally: Tally) => tally.signIn() },
  'check-now': { label: 'tray.menu.check-now', take: (tally: Tally) => tally.checkNow() },
  restart: { label: 'tray.menu.restart', take: (tally: Tally) => tally.restart() },
  settings: { label: 'window.problem.openSettings', take: (tally: Tally) => tally.showPage('settings') },
  registration: {
    label: 'window.problem.openRegistration',
    take: (tally: Tally) => tally.openWebPage('app-registration'),
  },
  consent: {
    label: 'window.problem.openConsent',
    take: (tally: Tally) => tally.openWebPage('admin-consent'),
  },
  'copy-consent': {
    label: 'window.problem.copyConsent',
    take: (tally: Tally) => tally.copyWebAddress('admin-consent'),
  },
  'copy-message': {
    label: 'window.problem.copyMessage',
    take: (tally: Tally) => tally.copyConsentMessage(),
  },
  'reset-status': { label: 'status.reset', take: (tally: Tally) => tally.clearStatus() },
} as const
export type Step = keyof typeof steps

const stepsOf: Readonly<Record<ProblemKind, readonly Step[]>> = {
  offline: ['check-now'],
  unreachable: ['check-now'],
  'certificate-date': ['check-now'],
  'certificate-untrusted': ['check-now'],
  'client-certificate-wanted': ['check-now'],
  'proxy-unreachable': ['check-now'],
  'proxy-refused': ['check-now'],
  'proxy-sign-in-wanted': ['check-now'],
  'name-not-found': ['check-now'],
  'connection-refused': ['check-now'],
  'timed-out': ['check-now'],
  'not-json': ['check-now'],
  'not-an-answer': ['check-now'],
  'too-large': ['check-now'],
  'cut-short': ['check-now'],
  throttled: ['settings'],
  'server-error': ['check-now'],
  'passing-refusal': ['check-now'],
  'entra-busy': ['check-now'],
  'answer-not-understood': ['check-now'],
  unfinished: ['check-now'],
  'held-back': ['check-now'],
  'token-refused': ['sign-in'],
  'permission-missing': ['copy-message', 'copy-consent', 'consent', 'sign-in'],
  'presence-unavailable': ['sign-in'],
  'cloud-without-presence': ['settings'],
  'not-in-this-cloud': ['settings'],
  'status-refused': [],
  'teams-session-missing': ['check-now', 'reset-status'],
  'sign-in-needed': ['sign-in'],
  'sign-in-ran-out': ['sign-in'],
  'second-factor-refused': ['sign-in'],
  'password-expired': ['sign-in'],
  'account-not-in-tenant': ['sign-in', 'settings'],
  'not-let-into-tenant': ['sign-in', 'settings'],
  'account-disabled': ['sign-in'],
  'personal-account': ['sign-in'],
  'not-assigned': ['sign-in'],
  'blocked-by-policy': ['sign-in'],
  'demand-not-met': ['check-now', 'sign-in'],
  'consent-refused': ['sign-in', 'copy-message', 'copy-consent', 'consent'],
  'admin-consent-needed': ['copy-message', 'copy-consent', 'consent', 'sign-in'],
  'feature-consent-refused': ['copy-message', 'copy-consent'],
  'feature-admin-consent-needed': ['copy-message', 'copy-consent', 'consent'],
  'client-unknown': ['settings', 'sign-in'],
  'client-disabled': ['settings', 'sign-in'],
  'registration-incomplete': ['registration', 'sign-in'],
  'tenant-unknown': ['settings', 'sign-in'],
  'wrong-cloud': ['settings', 'sign-in'],
  'single-tenant-client': ['settings', 'sign-in'],
  'public-client-off': ['registration', 'sign-in'],
  'single-page-redirect': ['registration', 'sign-in'],
  'redirect-missing': ['registration', 'sign-in'],
  'entra-refused': ['sign-in'],
  'sign-in-cancelled': ['sign-in'],
  'other-account-chosen': [],
  'sign-in-timed-out': ['sign-in'],
  'other-account-answered': ['check-now'],
  'browser-not-opened': ['sign-in'],
  'address-too-long': ['sign-in'],
  'loopback-unavailable': ['sign-in'],
  'keyring-locked': ['restart', 'sign-in'],
  'keyring-silent': ['check-now'],
  'tokens-unreadable': ['sign-in'],
  'tokens-not-removed': ['check-now'],
  'colleagues-unreadable': [],
  'policy-broken': [],
  'update-failed': [],
  'update-refused': [],
  'update-not-installed': [],
  unexpected: ['check-now'],
}

/** Nothing is seen of what they do, so it is said. */
const COPIES: ReadonlySet<Step> = new Set(['copy-consent', 'copy-message'])

/** Whether the card of this problem offers the step, so that no other place does. */
export const offers = (problem: Problem | null, step: Step): boolean =>
  problem !== null && stepsOf[problem.kind].includes(step)

/** What can be done about an error that Microsoft's page shows while it is open. */
const MENDS_IN_BROWSER: ReadonlySet<Step> = new Set([
  'copy-message',
  'copy-consent',
  'consent',
  'registration',
  'settings',
])

/** What mends a feature besides another try: to sign in or to check anew is not it. */
const MENDS_FEATURE: ReadonlySet<Step> = new Set(['copy-message', 'copy-consent', 'consent', 'registration'])

/** What an administrator searches for: Entra's number, or the name of a network's error. */
function codeFor(problem: Problem): string | null {
  if ('code' in problem) return problem.code
  return 'host' in problem && 'detail' in problem ? problem.detail : null
}

export interface ProblemCardProps {
  problem: Problem
  /** For the problem of a feature: asks again for what it needs. */
  tryAgain?: () => void
  /** For an error that Microsoft's page shows: the way to try again is there. */
  inBrowser?: boolean
}

export function ProblemCard({ problem, tryAgain, inBrowser = false }: ProblemCardProps): JSX.Element {
  const { words, ask } = useShown()
  const { title, meaning, nextStep } = problemWords(problem, words)
  const offered = stepsOf[problem.kind].filter(
    (step) => (!tryAgain || MENDS_FEATURE.has(step)) && (!inBrowser || MENDS_IN_BROWSER.has(step)),
  )
  const code = codeFor(problem)
  const id = 'correlationId' in problem ? problem.correlationId : undefined
  return (
    <Card tone="warning" icon={<WarningRegular />} title={title}>
      <p className="quiet">{meaning}</p>
      <p>{nextStep}</p>
      {code && <p className="small">{code}</p>}
      {id && (
        <p className="small">
          {words.t('problem.correlationId', { id })}
          <CopyButton text={id} label={words.t('problem.copyCorrelationId')} />
        </p>
      )}
      <div className="buttons">
        {offered.map((step, place) => {
          const { label, take } = steps[step]
          const primary = place === 0 && isLasting(problem)
          return COPIES.has(step) ? (
            <CopyInWords key={step} what={take} primary={primary}>
              {words.t(label)}
            </CopyInWords>
          ) : (
            <Button
              key={step}
              size="small"
              appearance={primary ? 'primary' : 'secondary'}
              onClick={() => ask(take)}
            >
              {words.t(label)}
            </Button>
          )
        })}
        {tryAgain && (
          <Button size="small" appearance={offered.length === 0 ? 'primary' : 'secondary'} onClick={tryAgain}>
            {words.t('window.failed.again')}
          </Button>
        )}
      </div>
    </Card>
  )
}
