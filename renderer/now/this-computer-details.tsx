// Without an account: what the light is made of, what this computer cannot see, and the offer to sign in.
import { Button } from '@fluentui/react-components'
import { MicOffRegular, PersonRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { callProgramOf } from '../../app/model/lights/call-programs.ts'
import { type NoCallSource, noCallSourceOf } from '../../app/model/lights/call-sources.ts'
import type { AccountView } from '../../app/model/state.ts'
import type { Words } from '../../words/words.ts'
import { Card } from '../controls/card.tsx'
import { CommandButton } from '../controls/command-button.tsx'
import { useLock } from '../controls/use-lock.ts'
import { isShownElsewhere } from '../elsewhere/is-shown-elsewhere.ts'
import { goTo } from '../first-start/first-start-frame.tsx'
import { useWindow } from '../frame/window-context.ts'

export function ThisComputerDetails() {
  const { state, light, words, t } = useWindow()
  const reason = noCallSourceOf(state)
  const isMac = state.microphone.some(({ name }) => name === 'pmset')
  return (
    <>
      {light.local && (
        <>
          <p>
            {t(isShownElsewhere(state) ? 'window.thisComputer.madeOfShared' : 'window.thisComputer.madeOf', {
              what: whatIsSeen(state, light.shape, words),
            })}
          </p>
          {reason ? (
            <NoCallsCard reason={reason} />
          ) : (
            <p className="small">
              {t(isMac ? 'window.thisComputer.notSeenMac' : 'window.thisComputer.notSeen')}
            </p>
          )}
        </>
      )}
      <Card tone="plain" icon={<PersonRegular />} title={t('window.thisComputer.offer')}>
        <p className="quiet">{t('window.thisComputer.offerText')}</p>
        <ThisComputerButtons />
      </Card>
    </>
  )
}

function whatIsSeen(state: AccountView, shape: string, { t }: Words): string {
  if (shape === 'away') return t('window.thisComputer.absent')
  const program = state.recording.map((one) => callProgramOf(one.program)).find((name) => name !== null)
  if (shape === 'in-a-call' && program) return t('window.thisComputer.recording', { program })
  return t(noCallSourceOf(state) ? 'window.thisComputer.inUseAlone' : 'window.thisComputer.inUse')
}

function NoCallsCard({ reason }: { reason: NoCallSource }) {
  const { t } = useWindow()
  const lock = useLock('microphone')
  return (
    <Card tone="warning" icon={<MicOffRegular />} title={t('window.thisComputer.noCalls')}>
      <p className="quiet">{reasonWords()}</p>
      {reason.kind === 'setting' && !lock && (
        <div className="buttons">
          <CommandButton command={(tally) => tally.showPage('settings')}>
            {t('window.problem.openSettings')}
          </CommandButton>
        </div>
      )}
    </Card>
  )

  function reasonWords(): string {
    switch (reason.kind) {
      case 'setting':
        return lock
          ? t('window.thisComputer.noCallsReason.managed', { lock })
          : t('window.thisComputer.noCallsReason.setting')
      case 'system':
        return t('window.thisComputer.noCallsReason.system')
      case 'failed':
        return t(`settings.microphoneFailed.${reason.name}`, { failure: reason.failure })
      default:
        return reason satisfies never
    }
  }
}

/** To sign in, or to go back to the question how to begin. */
export function ThisComputerButtons(): JSX.Element {
  const { state, t, ask } = useWindow()

  async function signIn() {
    if (state.settings.clientId === '') goTo('check')
    if (await ask((tally) => tally.signIn())) await ask((tally) => tally.showPage('now'))
  }

  async function stop() {
    goTo('begin')
    if (await ask((tally) => tally.stopThisComputer())) await ask((tally) => tally.showPage('now'))
  }

  return (
    <div className="buttons">
      <Button size="small" appearance="primary" onClick={signIn}>
        {t('tray.menu.sign-in')}
      </Button>
      <Button size="small" onClick={stop}>
        {t('tray.menu.stop-this-computer')}
      </Button>
    </div>
  )
}
