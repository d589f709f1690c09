// The sign-in brought another account, and the person has to choose between the two.
import { accountNames } from '../../../../words/account-names.ts'
import { lightTitle } from '../../../../words/status.ts'
import type { NotificationContext, NotificationProvider } from '../notification-provider.ts'

/** `isAnnounced`: until the choice is made. */
export const otherAccount = (isAnnounced = false): NotificationProvider => ({
  name: 'other-account',
  update: (now) => otherAccount(isAnnounced && hasChoice(now)),
  isDue: (now) => now.wants('sign-in-needed') && hasChoice(now) && !isAnnounced,
  text({ state: { session }, light }, words) {
    const { t } = words
    if (session.kind !== 'other-account') return { title: lightTitle(light, words), body: '' }
    const choice = t('window.otherAccount.text', accountNames(session, words))
    return { title: t('presence.status.otherAccount'), body: `${choice} ${t('notifications.chooseAccount')}` }
  },
  afterLook: (announced) => otherAccount(isAnnounced || announced === 'other-account'),
  holds: () => isAnnounced,
})

const hasChoice = ({ state }: NotificationContext) => state.session.kind === 'other-account'
