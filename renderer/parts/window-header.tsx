// The top of the window: its name, and the way to the settings and back.
import { Button } from '@fluentui/react-components'
import { ArrowLeftRegular, SettingsRegular } from '@fluentui/react-icons'
import type { JSX } from 'react'
import { useShown } from '../shown.ts'

export function WindowHeader(): JSX.Element {
  const { state, words, ask } = useShown()
  const { t } = words
  return (
    <header className="window-header">
      {state.page === 'settings' ? (
        <Button
          className="back"
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          onClick={() => ask((tally) => tally.showPage('now'))}
        >
          {t('window.back')}
        </Button>
      ) : (
        <>
          <span className="app-name">{t('window.name')}</span>
          <Button
            appearance="subtle"
            icon={<SettingsRegular />}
            title={t('tray.menu.settings')}
            aria-label={t('tray.menu.settings')}
            onClick={() => ask((tally) => tally.showPage('settings'))}
          />
        </>
      )}
    </header>
  )
}
