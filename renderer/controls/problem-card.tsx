// A problem: its title, its meaning, the next step, and a button for each step that the user can take.
import { Button } from '@fluentui/react-components'
import { LockClosed12Filled, WarningRegular } from '@fluentui/react-icons'
import type { Problem } from '../../app/model/problems/problem.ts'
import { declaredNext, isLasting, type ProblemKind } from '../../app/model/problems/problem-kinds.ts'
import { settingsToChange } from '../../app/model/problems/problem-settings.ts'
import { problemWords } from '../../words/problem-words.ts'
import type { PlainKey } from '../../words/translator.ts'
import { type TallyCommand, useWindow } from '../frame/window-context.ts'
import { Card } from './card.tsx'
import { CommandButton } from './command-button.tsx'
import { CopyButton, LabelledCopyButton } from './copy-button.tsx'
import { useLock } from './use-lock.ts'

const steps = {
  'sign-in': { label: 'tray.menu.sign-in', command: (tally) => tally.signIn() },
  'check-now': { label: 'tray.menu.check-now', command: (tally) => tally.checkNow() },
  restart: { label: 'tray.menu.restart', command: (tally) => tally.restart() },
  'checking-settings': {
    label: 'window.problem.openSettings',
    command: (tally) => tally.showSettingsPage('checking'),
  },
  'light-settings': {
    label: 'window.problem.openSettings',
    command: (tally) => tally.showSettingsPage('light'),
  },
  'own-light': { label: 'whose.showMine', command: (tally) => tally.showLightOf(null) },
  'registration-settings': {
    label: 'window.problem.openSettings',
    command: (tally) => tally.showSettingsPage('registration'),
  },
  registration: {
    label: 'window.problem.openRegistration',
    command: (tally) => tally.openWebPage('app-registration'),
  },
  consent: {
    label: 'window.problem.openConsent',
    command: (tally) => tally.openWebPage('admin-consent'),
  },
  'copy-consent': {
    label: 'window.problem.copyConsent',
    command: (tally) => tally.copyWebAddress('admin-consent'),
  },
  'copy-message': {
    label: 'window.problem.copyMessage',
    command: (tally) => tally.copyConsentMessage(),
  },
  'reset-status': { label: 'status.reset', command: (tally) => tally.clearStatus() },
} satisfies Record<string, { label: PlainKey; command: TallyCommand }>
type Step = keyof typeof steps

/** Where another step helps than the usual one (`stepsOf`). */
const otherSteps: Readonly<Partial<Record<ProblemKind, readonly Step[]>>> = {
  throttled: ['checking-settings'],
  'permission-missing': ['copy-message', 'copy-consent', 'consent', 'sign-in'],
  'cloud-without-presence': ['registration-settings'],
  'not-in-this-cloud': ['checking-settings'],
  'status-refused': [],
  'teams-session-missing': ['check-now', 'reset-status'],
  'account-not-in-tenant': ['sign-in', 'registration-settings'],
  'not-let-into-tenant': ['sign-in', 'registration-settings'],
  'demand-not-met': ['check-now', 'sign-in'],
  'consent-refused': ['sign-in', 'copy-message', 'copy-consent', 'consent'],
  'admin-consent-needed': ['copy-message', 'copy-consent', 'consent', 'sign-in'],
  'feature-consent-refused': ['copy-message', 'copy-consent'],
  'feature-admin-consent-needed': ['copy-message', 'copy-consent', 'consent'],
  'client-unknown': ['registration-settings', 'sign-in'],
  'client-disabled': ['registration-settings', 'sign-in'],
  'registration-incomplete': ['registration', 'sign-in'],
  'tenant-unknown': ['registration-settings', 'sign-in'],
  'wrong-cloud': ['registration-settings', 'sign-in'],
  'single-tenant-client': ['registration-settings', 'sign-in'],
  'public-client-off': ['registration', 'sign-in'],
  'single-page-redirect': ['registration', 'sign-in'],
  'redirect-missing': ['registration', 'sign-in'],
  'other-account-chosen': [],
  'keyring-locked': ['restart', 'sign-in'],
  'tokens-not-removed': ['check-now'],
  'colleagues-unreadable': [],
  'person-not-visible': ['check-now', 'light-settings'],
  'colleagues-off': ['light-settings'],
  'colleague-light-managed': [],
  'whose-light-unreadable': ['own-light', 'light-settings'],
  'policy-broken': [],
  'update-failed': [],
  'update-refused': [],
  'update-not-installed': [],
}

/** The pages of settings that an administrator may have set (`settingsToChange`). */
const LOCKED_PAGES: ReadonlySet<Step> = new Set(['checking-settings', 'registration-settings'])

/** After a failed click only the same click is another try, and a check is not. */
function stepsOf({ kind, next }: Problem): readonly Step[] {
  const others = otherSteps[kind]
  if (others) return others
  if (declaredNext[kind] === 'person') return ['sign-in']
  return next === 'person' ? [] : ['check-now']
}

/** Steps that copy: their button confirms it. */
const COPY_STEPS: ReadonlySet<Step> = new Set(['copy-consent', 'copy-message'])

/** Whether the card of this problem has a button for the step, so that no other part needs one. */
export const offersStep = (problem: Problem | null, step: Step): boolean =>
  problem !== null && stepsOf(problem).includes(step)

/** Steps for an error that Microsoft's page shows while it is open. */
const STEPS_IN_BROWSER: ReadonlySet<Step> = new Set([
  'copy-message',
  'copy-consent',
  'consent',
  'registration',
  'registration-settings',
])

/** Steps for the problem of a feature, besides another try: signing in or checking again does not help. */
const FEATURE_STEPS: ReadonlySet<Step> = new Set(['copy-message', 'copy-consent', 'consent', 'registration'])

/** What an administrator searches for: Entra's error code, or the name of a network error. */
function codeFor(problem: Problem): string | null {
  if ('code' in problem) return problem.code
  return 'host' in problem && 'detail' in problem ? problem.detail : null
}

export interface ProblemCardProps {
  problem: Problem
  /** For the problem of a feature: asks for its permissions again. */
  tryAgain?: () => void
  /** For an error that Microsoft's page shows: the user tries again there. */
  inBrowser?: boolean
  /** For the problem of an external output, which has a button of its own to try it. */
  ofOutput?: boolean
}

export function ProblemCard({ problem, tryAgain, inBrowser = false, ofOutput = false }: ProblemCardProps) {
  const { words, t } = useWindow()
  const { title, meaning, nextStep } = problemWords(problem, words)
  const lock = useLock(...(settingsToChange[problem.kind] ?? []))
  const offered = stepsOf(problem).filter(
    (step) =>
      !ofOutput &&
      (!tryAgain || FEATURE_STEPS.has(step)) &&
      (!inBrowser || STEPS_IN_BROWSER.has(step)) &&
      !(lock && LOCKED_PAGES.has(step)),
  )
  // Outputs name it in their own words.
  const code = ofOutput ? null : codeFor(problem)
  const id = 'correlationId' in problem ? problem.correlationId : undefined
  return (
    <Card tone="warning" icon={<WarningRegular />} title={title}>
      <p className="quiet">{meaning}</p>
      <p>{nextStep}</p>
      {lock && (
        <p className="field-note">
          <LockClosed12Filled />
          {lock}
        </p>
      )}
      {code && <p className="small">{code}</p>}
      {id && (
        <p className="small">
          {t('problem.correlationId', { id })}
          <CopyButton text={id} label={t('problem.copyCorrelationId')} />
        </p>
      )}
      <div className="buttons">
        {offered.map((step, index) => {
          const { label, command } = steps[step]
          const primary = index === 0 && isLasting(problem)
          const StepButton = COPY_STEPS.has(step) ? LabelledCopyButton : CommandButton
          return (
            <StepButton key={step} appearance={primary ? 'primary' : 'secondary'} command={command}>
              {t(label)}
            </StepButton>
          )
        })}
        {tryAgain && (
          <Button size="small" appearance={offered.length === 0 ? 'primary' : 'secondary'} onClick={tryAgain}>
            {t('window.failed.again')}
          </Button>
        )}
      </div>
    </Card>
  )
}
