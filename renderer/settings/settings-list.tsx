// The list of the settings' pages, each with a line about what is on it.
import {
  AlertRegular,
  ArrowClockwiseRegular,
  DocumentRegular,
  InfoRegular,
  LightbulbRegular,
  MoreHorizontalRegular,
  PersonRegular,
} from '@fluentui/react-icons'
import type { ComponentType } from 'react'
import { type SettingsPage, settingsPages } from '../../app/model/names.ts'
import { Entry, EntryList } from '../controls/entry-list.tsx'
import { PaletteIcon } from '../controls/light-picture.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { PageTitle } from '../frame/page-title.tsx'
import { useWindow } from '../frame/window-context.ts'

const icons: Readonly<Record<SettingsPage, ComponentType>> = {
  account: PersonRegular,
  light: PaletteIcon,
  notifications: AlertRegular,
  elsewhere: LightbulbRegular,
  checking: ArrowClockwiseRegular,
  registration: DocumentRegular,
  more: MoreHorizontalRegular,
  about: InfoRegular,
}

/** `lastPage`: the page that was open before; its entry gets the focus. */
export function SettingsList({ lastPage }: { lastPage: SettingsPage | null }) {
  const { state, t, ask } = useWindow()
  return (
    <>
      <PageTitle>{t('tray.menu.settings')}</PageTitle>
      {state.managed.problem && <ProblemCard problem={state.managed.problem} />}
      <nav aria-label={t('tray.menu.settings')}>
        <EntryList>
          {settingsPages.map((page) => (
            <Entry
              key={page}
              icon={icons[page]}
              title={t(`settings.page.${page}`)}
              hint={t(`settings.pageHint.${page}`)}
              wasOpen={page === lastPage}
              onOpen={() => ask((tally) => tally.showSettingsPage(page))}
            />
          ))}
        </EntryList>
      </nav>
    </>
  )
}
