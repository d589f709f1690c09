// Notes above the view: the demo day with the button that ends it, the colleague whose light is shown, settings
// that could not be read, and the question about the secrets of external outputs.
import { shownColleague } from '../../app/model/lights/followed-sessions.ts'
import { nameOf } from '../../words/shown-name.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useWindow } from './window-context.ts'

export function DemoBanner() {
  const { t } = useWindow()
  return (
    <section className="demo-banner" aria-label={t('window.demo.name')}>
      <p>{t('window.demo.text')}</p>
      <CommandButton command={(tally) => tally.leaveDemo()}>{t('tray.menu.leave-demo')}</CommandButton>
    </section>
  )
}

/** On every page, so that the light is never taken for the user's own. */
export function WhoseBanner() {
  const { state, t } = useWindow()
  const person = shownColleague(state)
  if (!person) return null
  return (
    <section className="whose-banner" aria-label={t('whose.title')}>
      <p>
        <strong>
          <TruncatedText text={nameOf(person)} />
        </strong>
        <span className="small">{t('whose.banner')}</span>
      </p>
      <CommandButton command={(tally) => tally.showLightOf(null)}>{t('whose.showMine')}</CommandButton>
    </section>
  )
}

/** Where the file is now, and a button that shows it. */
export function UnreadSettingsNote() {
  const { state, t } = useWindow()
  const unread = state.unreadSettings
  if (!unread) return null
  return (
    <div className="program-note">
      <p role="status">{t(`window.unreadSettings.${unread.kind}`, unread)}</p>
      <div className="buttons">
        <CommandButton command={(tally) => tally.showUnreadSettings()}>
          {t(`window.unreadSettings.show.${unread.kind}`)}
        </CommandButton>
        <CommandButton command={(tally) => tally.dismissUnreadSettings()}>
          {t('window.unreadSettings.dismiss')}
        </CommandButton>
      </div>
    </div>
  )
}

/** After a sign-out or an erasure: whether the secrets of the external outputs are forgotten too. */
export function OutputSecretsQuestion() {
  const { state, t } = useWindow()
  if (!state.asksAboutOutputSecrets) return null
  return (
    <div className="program-note">
      <p role="status">{t('window.outputs.forgetAsk')}</p>
      <div className="buttons">
        <CommandButton command={(tally) => tally.keepOutputSecrets()}>
          {t('window.outputs.keep')}
        </CommandButton>
        <CommandButton command={(tally) => tally.forgetOutputSecrets()}>
          {t('window.outputs.forget')}
        </CommandButton>
      </div>
    </div>
  )
}
