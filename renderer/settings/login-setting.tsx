// Start at login: whether the next login starts the program, the reason if not, and the button that fixes it.
import { Button } from '@fluentui/react-components'
import { type LoginStart, startsSomething } from '../../app/model/login-start.ts'
import type { Words } from '../../words/words.ts'
import { SwitchSetting } from '../controls/settings-fields.tsx'
import { useWindow } from '../frame/window-context.ts'

export function LoginSetting() {
  const { state, words, t, ask } = useWindow()
  const { openAtLogin } = state
  const note = noteOf(openAtLogin, words)
  const fix = fixOf(openAtLogin)
  return (
    <div className="feature">
      <SwitchSetting
        label={t('tray.menu.start-at-login')}
        hint={t('settings.startAtLoginHint')}
        on={startsSomething(openAtLogin)}
        onTurn={(on) => ask((tally) => tally.setOpenAtLogin(on))}
      />
      <div role="status">{note && <p>{note}</p>}</div>
      {fix && (
        <div className="buttons">
          <Button
            size="small"
            onClick={() =>
              ask((tally) =>
                fix === 'startThisProgram' ? tally.setOpenAtLogin(true) : tally.openWebPage('login-settings'),
              )
            }
          >
            {t(`settings.loginStart.${fix}`)}
          </Button>
        </div>
      )}
    </div>
  )
}

function noteOf(start: LoginStart, { t }: Words): string | null {
  switch (start.kind) {
    case 'on':
    case 'off':
      return null
    case 'other-program':
      return t('settings.loginStart.other', { program: start.program })
    case 'held-back':
      return t(`settings.loginStart.heldBack.${start.by}`)
    case 'as-answered':
      return t('settings.loginStart.asAnswered')
  }
}

function fixOf(start: LoginStart): 'startThisProgram' | 'openSystemSettings' | null {
  if (start.kind === 'other-program') return 'startThisProgram'
  if (start.kind !== 'held-back') return null
  return start.by === 'windows' || start.by === 'macos' ? 'openSystemSettings' : 'startThisProgram'
}
