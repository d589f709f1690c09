// The settings: the list of their pages, or one page. Each setting takes effect at once.
import { type ComponentType, useState } from 'react'
import type { SettingsPage } from '../../app/model/names.ts'
import { lazyView } from '../frame/lazy-view.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'
import { About } from './about.tsx'
import { AccountSettings } from './account-settings.tsx'
import { CheckingSettings } from './checking-settings.tsx'
import { LightSettings } from './light-settings.tsx'
import { MoreSettings } from './more-settings.tsx'
import { NotificationSettings } from './notification-settings.tsx'
import { RegistrationSettings } from './registration-settings.tsx'
import { SettingsList } from './settings-list.tsx'
import './settings.css'

// As large as all the others together.
const ElsewhereSettings = lazyView(() =>
  import('../elsewhere/elsewhere-settings.tsx').then((module) => module.ElsewhereSettings),
)

const contents: Readonly<Record<Exclude<SettingsPage, 'elsewhere'>, ComponentType>> = {
  account: AccountSettings,
  light: LightSettings,
  notifications: NotificationSettings,
  checking: CheckingSettings,
  registration: RegistrationSettings,
  more: MoreSettings,
  about: About,
}

export function SettingsView() {
  const { state, t } = useWindow()
  const { settingsPage } = state
  const [lastPage, setLastPage] = useState(settingsPage)
  if (settingsPage && settingsPage !== lastPage) setLastPage(settingsPage)
  if (!settingsPage) return <SettingsList lastPage={lastPage} />
  if (settingsPage === 'elsewhere') {
    return (
      <div className="settings-page">
        <ElsewhereSettings />
      </div>
    )
  }
  const Content = contents[settingsPage]
  return (
    <div className="settings-page">
      <PageTitle>{t(`settings.page.${settingsPage}`)}</PageTitle>
      <Content />
    </div>
  )
}
