// Signed out, with an app registration: the reason, and the sign-in button.
import type { Problem } from '../../app/model/problems/problem.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { offersStep, ProblemCard } from '../controls/problem-card.tsx'
import { useLock } from '../controls/use-lock.ts'
import { useWindow } from '../frame/window-context.ts'
import { Hero } from '../now/hero.tsx'
import { MicrophoneNote } from './microphone-note.tsx'
import { SignInProblem } from './number-field.tsx'

export function SignedOutView({ problem }: { problem: Problem | null }) {
  const { state, t } = useWindow()
  const { settings, managed } = state
  const lock = useLock('clientId')
  return (
    <>
      <Hero>
        <p className="quiet">{t('window.signedOut.line')}</p>
      </Hero>
      {problem && <SignInProblem problem={problem} />}
      {managed.problem && <ProblemCard problem={managed.problem} />}
      {!problem && <p>{t('window.signedOut.text')}</p>}
      {!problem && <MicrophoneNote />}
      <div className="buttons">
        {!offersStep(problem, 'sign-in') && (
          <CommandButton size="medium" appearance="primary" command={(tally) => tally.signIn()}>
            {t('tray.menu.sign-in')}
          </CommandButton>
        )}
        {!offersStep(problem, 'registration-settings') && (
          <CommandButton command={(tally) => tally.showSettingsPage('registration')}>
            {t('window.signedOut.account')}
          </CommandButton>
        )}
        <CommandButton command={(tally) => tally.followThisComputer()}>
          {t('setup.begin.thisComputer.title')}
        </CommandButton>
        <CommandButton command={(tally) => tally.tryDemo()}>{t('setup.tryDemo')}</CommandButton>
      </div>
      <p className="small">
        {t('window.signedOut.registration', { clientId: settings.clientId, tenant: settings.tenant })}
        {lock && (
          <>
            <br />
            {lock}
          </>
        )}
      </p>
    </>
  )
}
