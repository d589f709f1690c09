// Carries out the commands of the command line as the menu does, and says what came of each.
import { timeAhead } from '../../../words/days.ts'
import { statusName } from '../../../words/own-status-words.ts'
import { problemWords } from '../../../words/problem-words.ts'
import type { Words } from '../../../words/words.ts'
import { heldUpBy } from '../../model/account-state.ts'
import { isFollowed } from '../../model/lights/followed-sessions.ts'
import { type AccountStore, everyAccountIn, isKeptOff } from '../../model/state.ts'
import type { OwnStatusCommands } from '../../services/own-status.ts'
import type { Sessions } from '../../services/session/session.ts'
import type { RemoteAnswer, RemoteCommand } from './command-messages.ts'

export interface RemoteCommandParts {
  store: Pick<AccountStore, 'getState'>
  sessions: Pick<Sessions, 'checkNow' | 'pause' | 'resume'>
  ownStatus: Pick<OwnStatusCommands, 'setStatus' | 'clearStatus'>
  openWindow: () => void
  wordsNow: () => Words
  nowMs: () => number
}

type SetCommand = Extract<RemoteCommand, { kind: 'set' }>

export function createRemoteCommands(parts: RemoteCommandParts) {
  const { store, sessions, ownStatus, wordsNow } = parts
  const text = (done: boolean, words: string): RemoteAnswer => ({ done, text: words })

  /** Only the status of an account can be set, and only with the feature on: the command line asks for no consent. */
  function refusal(): RemoteAnswer | null {
    const { t } = wordsNow()
    const state = store.getState()
    const { session, features } = state
    if (session.kind !== 'signed-in') return text(false, t('commandLine.noAccount'))
    const { kind } = features['own-status']
    if (kind !== 'off' && kind !== 'asking') return null
    const name = t('settings.feature.own-status')
    const isManaged = isKeptOff('own-status', state)
    return text(false, isManaged ? t('settings.managed.refused', { name }) : t('commandLine.ownStatusOff'))
  }

  async function set({ status, length }: SetCommand): Promise<RemoteAnswer> {
    const { t } = wordsNow()
    const refused = refusal()
    if (refused) return refused
    if (status === 'reset') await ownStatus.clearStatus()
    else
      await ownStatus.setStatus({ status, length: typeof length === 'number' ? { minutes: length } : length })
    // After a sign-out in the meantime no status was set.
    const refusedNow = refusal()
    if (refusedNow) return refusedNow
    const after = store.getState()
    const problem = heldUpBy(after.features['own-status']) ?? after.ownStatus.problem
    if (problem) {
      const { title, meaning, nextStep } = problemWords(problem, wordsNow())
      return text(false, [`${title}.`, meaning, nextStep].join(' '))
    }
    if (status === 'reset') return text(true, t('commandLine.done.reset'))
    return text(true, t('commandLine.done.set', { status: statusName(status, wordsNow()) }))
  }

  return async (command: RemoteCommand): Promise<RemoteAnswer> => {
    const { t, language } = wordsNow()
    const { pausedUntil } = store.getState()
    const followed = everyAccountIn(store.getState())
      .map(({ session }) => session)
      .filter(isFollowed)
    const hasLight = followed.length > 0
    switch (command.kind) {
      case 'open':
        parts.openWindow()
        return text(true, t('commandLine.done.open'))
      case 'set':
        return set(command)
      case 'check':
        if (!hasLight) return text(false, t('commandLine.noAccount'))
        // Nothing is asked for in this mode: the light is always current.
        if (followed.every(({ kind }) => kind === 'this-computer'))
          return text(true, t('commandLine.done.check'))
        if (pausedUntil !== null) return text(false, t('commandLine.isPaused'))
        sessions.checkNow()
        return text(true, t('commandLine.done.check'))
      case 'pause': {
        if (!hasLight) return text(false, t('commandLine.noAccount'))
        const { length } = command
        sessions.pause(typeof length === 'number' ? { minutes: length } : length)
        const state = store.getState()
        const time = timeAhead(state.pausedUntil ?? parts.nowMs(), parts.nowMs(), language, state)
        return text(true, t('commandLine.done.pause', { time }))
      }
      case 'resume':
        if (pausedUntil === null) return text(true, t('commandLine.notPaused'))
        sessions.resume()
        return text(true, t('commandLine.done.resume'))
      default:
        return command satisfies never
    }
  }
}
