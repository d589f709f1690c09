// The list of the settings' pages, each with a line about what is on it.
import {
  AlertRegular,
  AppsListDetailRegular,
  ArrowSyncRegular,
  ChevronRightRegular,
  ColorRegular,
  InfoRegular,
  MoreHorizontalRegular,
  PersonRegular,
} from '@fluentui/react-icons'
import type { ComponentType, KeyboardEvent } from 'react'
import { type SettingsPage, settingsPages } from '../../app/model/names.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useWindow } from '../frame/window-context.ts'

const icons: Readonly<Record<SettingsPage, ComponentType>> = {
  account: PersonRegular,
  light: ColorRegular,
  notifications: AlertRegular,
  checking: ArrowSyncRegular,
  registration: AppsListDetailRegular,
  more: MoreHorizontalRegular,
  about: InfoRegular,
}

/** `lastPage`: the page that was open before; its entry gets the focus. */
export function SettingsList({ lastPage }: { lastPage: SettingsPage | null }) {
  const { state, t } = useWindow()
  return (
    <>
      <h1 className="title" tabIndex={-1}>
        {t('tray.menu.settings')}
      </h1>
      {state.managed.problem && <ProblemCard problem={state.managed.problem} />}
      <nav aria-label={t('tray.menu.settings')}>
        <ul className="settings-list">
          {settingsPages.map((page) => (
            <Entry key={page} page={page} wasOpen={page === lastPage} />
          ))}
        </ul>
      </nav>
    </>
  )
}

function Entry({ page, wasOpen }: { page: SettingsPage; wasOpen: boolean }) {
  const { t, ask } = useWindow()
  const Icon = icons[page]
  return (
    <li>
      <button
        type="button"
        // biome-ignore lint/a11y/noAutofocus: the focus returns to where the person was
        autoFocus={wasOpen}
        onClick={() => ask((tally) => tally.showSettingsPage(page))}
        onKeyDown={moveFocus}
      >
        <span className="icon">
          <Icon />
        </span>
        <span className="entry">
          <span>{t(`settings.page.${page}`)}</span>
          <span className="small">{t(`settings.pageHint.${page}`)}</span>
        </span>
        <span className="icon">
          <ChevronRightRegular />
        </span>
      </button>
    </li>
  )
}

/** The arrow keys, Home and End move through the list, besides Tab. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>) {
  const entries = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])]
  const at = entries.indexOf(event.currentTarget)
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: entries.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  entries[next]?.focus()
}
