// A notification in words: the state's own as its title, and what goes with them below.

import type { Light } from '../app/model/light.ts'
import type { AppState } from '../app/model/state.ts'
import type { Notice } from '../app/outputs/notifications/notices.ts'
import { accountNames } from './account-names.ts'
import { timeOfDay } from './moments.ts'
import { problemWords } from './problem-words.ts'
import { lightTitle, sinceWords } from './status.ts'
import type { Words } from './words.ts'

export interface NoticeWords {
  title: string
  body: string
}

/** `nowMs` in epoch ms. */
export function noticeWords(
  notice: Notice,
  state: AppState,
  light: Light,
  words: Words,
  nowMs: number,
): NoticeWords {
  const { t, language } = words
  const { session, following } = state
  const problem = session.kind === 'signed-out' ? session.problem : following.problem
  const { last } = following
  switch (notice.kind) {
    case 'sign-in-needed': {
      if (!problem) return { title: lightTitle(light, words), body: '' }
      const { title, nextStep } = problemWords(problem, words)
      return { title, body: nextStep }
    }
    case 'other-account': {
      if (session.kind !== 'other-account') return { title: lightTitle(light, words), body: '' }
      const text = t('window.otherAccount.text', accountNames(session, words))
      return { title: t('presence.status.otherAccount'), body: `${text} ${t('notices.chooseAccount')}` }
    }
    case 'light-changed': {
      const before = t('notices.before', { title: lightTitle(notice.before, words) })
      const since = last ? `${sinceWords(last, nowMs, words, state)} · ` : ''
      return { title: lightTitle(light, words), body: `${since}${before}` }
    }
    case 'still-out-of-office':
      return { title: t('notices.stillOutOfOffice'), body: t('notices.turnItOff') }
    case 'stale': {
      const title = lightTitle(light, words)
      const known = t('presence.status.lastKnownAt', {
        title,
        time: timeOfDay(last?.at ?? nowMs, nowMs, language, state),
      })
      const why = problem ? problemWords(problem, words) : null
      const next = why ? `${why.title}. ${why.nextStep}` : t('notices.keepsTrying')
      return { title: `${known} · ${t('presence.status.notConfirmed')}`, body: next }
    }
    case 'colleague-available': {
      const told = state.colleagues.people.filter(({ id }) => notice.ids.includes(id))
      const names = new Intl.ListFormat(language).format(told.map(({ name }) => name))
      const eachTime = told.some(({ tell }) => tell === 'each-time')
      return {
        title: t('notices.available', { names }),
        body: t(eachTime ? 'notices.eachTime' : 'notices.once'),
      }
    }
    default:
      return notice satisfies never
  }
}
