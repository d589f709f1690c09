// The top of the window, which is its title bar too: its pages, its name or the way back, the settings, the pin and the
// cross.
import { Button } from '@fluentui/react-components'
import {
  ArrowLeftRegular,
  DismissRegular,
  PinFilled,
  PinRegular,
  SettingsRegular,
} from '@fluentui/react-icons'
import { type JSX, useState } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Page } from '../../app/model/names.ts'
import { PageTabs } from './page-tabs.tsx'
import { useShown } from './shown.ts'

export function WindowHeader(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  const pinned = state.settings.windowPinned
  const settings = state.page === 'settings'
  // Who comes back from the settings is where the way to them begins.
  const [returns, setReturns] = useState(settings)
  if (settings && !returns) setReturns(true)
  const [cameFrom, setCameFrom] = useState<Page>('now')
  if (!settings && cameFrom !== state.page) setCameFrom(state.page)
  const follows = state.session.kind === 'signed-in' || state.session.kind === 'demo'
  return (
    <header className="window-header">
      {settings ? (
        <Button
          className="back"
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          onClick={() => ask((tally) => tally.showPage(cameFrom))}
        >
          {t('window.back')}
        </Button>
      ) : follows ? (
        <PageTabs />
      ) : (
        <span className="app-name">{t('window.name')}</span>
      )}
      <div className="window-buttons">
        {!settings && (
          <HeaderButton
            name={t('tray.menu.settings')}
            icon={<SettingsRegular />}
            focused={returns}
            wish={(tally) => tally.showPage('settings')}
          />
        )}
        <HeaderButton
          name={t('window.pin')}
          icon={pinned ? <PinFilled /> : <PinRegular />}
          pressed={pinned}
          wish={(tally) => tally.changeSettings({ windowPinned: !pinned })}
        />
        <HeaderButton
          name={t('window.close')}
          icon={<DismissRegular />}
          wish={(tally) => tally.hideWindow()}
        />
      </div>
    </header>
  )
}

interface HeaderButtonProps {
  name: string
  icon: JSX.Element
  /** For a button that stays down. */
  pressed?: boolean
  /** Whether it takes the focus when it appears. */
  focused?: boolean
  wish: (tally: Tally) => Promise<void>
}

function HeaderButton({ name, icon, pressed, focused, wish }: HeaderButtonProps): JSX.Element {
  const { ask } = useShown()
  return (
    <Button
      appearance="subtle"
      icon={icon}
      title={name}
      aria-label={name}
      aria-pressed={pressed}
      autoFocus={focused}
      onClick={() => ask(wish)}
    />
  )
}
