// The header, which is also the title bar: page tabs, name or back button, and the settings, pin and close buttons.
import { Button } from '@fluentui/react-components'
import {
  ArrowLeftRegular,
  DismissRegular,
  PinFilled,
  PinRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import { useState } from 'react'
import { isFollowed } from '../../app/model/lights/followed-sessions.ts'
import type { Page } from '../../app/model/names.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import type { NestedView } from './nested-view.ts'
import { useWindow } from './window-context.ts'

/** `nested`: the view within the page, if one is open. */
export function WindowHeader({ nested }: { nested: NestedView | null }) {
  const { state, t, ask } = useWindow()
  const pinned = state.settings.windowPinned
  const settings = state.page === 'settings'
  // After the settings the settings button gets the focus.
  const [returns, setReturns] = useState(settings)
  if (settings && !returns) setReturns(true)
  const [cameFrom, setCameFrom] = useState<Page>('now')
  if (!settings && cameFrom !== state.page) setCameFrom(state.page)
  const place = isFollowed(state.session) ? (
    <PageTabs />
  ) : (
    <span className="app-name">{t('window.name')}</span>
  )
  return (
    <header className="window-header">
      {settings ? (
        <Button
          className="back"
          appearance="subtle"
          icon={<ArrowLeftRegular className="directed" />}
          onClick={() =>
            nested
              ? nested.goBack()
              : ask((tally) => tally.showPage(state.settingsPage ? 'settings' : cameFrom))
          }
        >
          <TruncatedText
            text={nested?.backTo ?? t(state.settingsPage ? 'tray.menu.settings' : 'window.back')}
          />
        </Button>
      ) : (
        place
      )}
      <div className="window-buttons">
        {!settings && (
          <IconButton
            name={t('tray.menu.settings')}
            icon={<SettingsRegular />}
            autoFocus={returns}
            onClick={() => ask((tally) => tally.showPage('settings'))}
          />
        )}
        <IconButton
          name={t('window.pin')}
          icon={pinned ? <PinFilled /> : <PinRegular />}
          aria-pressed={pinned}
          onClick={() => ask((tally) => tally.changeSettings({ windowPinned: !pinned }))}
        />
        <IconButton
          name={t('window.close')}
          icon={<DismissRegular />}
          onClick={() => ask((tally) => tally.hideWindow())}
        />
      </div>
    </header>
  )
}

/** Colleagues if that feature is on. */
const tabs = ['now', 'today', 'colleagues'] as const

function PageTabs() {
  const { state, t, ask } = useWindow()
  return (
    <nav className="page-tabs" aria-label={t('today.pages')}>
      {tabs
        .filter((page) => page !== 'colleagues' || state.features.colleagues.kind !== 'off')
        .map((page) => (
          <button
            key={page}
            type="button"
            aria-current={state.page === page ? 'page' : undefined}
            onClick={() => ask((tally) => tally.showPage(page))}
          >
            {t(`today.page.${page}`)}
          </button>
        ))}
    </nav>
  )
}
