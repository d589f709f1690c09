// A global keyboard shortcut: the button shows it, and records the next keys when it is pressed.
import { type KeyboardEvent, useState } from 'react'
import type { ShortcutAction } from '../../app/model/names.ts'
import { acceleratorOf, isModifier } from '../../app/reading/accelerator.ts'
import { Field } from '../controls/field.tsx'
import { useWindow } from '../frame/window-context.ts'

type Recording = 'no' | 'yes' | 'not-possible'

/** The names on the keys. */
const isMac = navigator.userAgent.includes('Mac OS')
const shownAccelerator = (accelerator: string) =>
  isMac
    ? accelerator.replace('Super', 'Command').replace('Alt', 'Option')
    : accelerator.replace('Super', 'Win').replace('Control', 'Ctrl')

export function ShortcutSetting({ action }: { action: ShortcutAction }) {
  const { state, t, ask } = useWindow()
  const [recording, setRecording] = useState<Recording>('no')
  const setting = action === 'open' ? 'openShortcut' : 'pauseShortcut'
  const value = state.settings[setting]
  const isRefused = value !== null && state.refusedShortcuts.includes(action)

  function save(accelerator: string | null) {
    setRecording('no')
    if (accelerator !== value) ask((tally) => tally.changeSettings({ [setting]: accelerator }))
  }

  function record(event: KeyboardEvent) {
    // Tab moves on, as everywhere; it can be no shortcut.
    if (recording === 'no' || event.key === 'Tab') return
    event.preventDefault()
    // Escape closes the window elsewhere.
    event.stopPropagation()
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
    if (isPlain && event.key === 'Escape') return setRecording('no')
    if (isPlain && (event.key === 'Backspace' || event.key === 'Delete')) return save(null)
    if (isModifier(event)) return
    const accelerator = acceleratorOf(event)
    if (accelerator === null) setRecording('not-possible')
    else save(accelerator)
  }

  const shown = value === null ? t('settings.shortcut.off') : shownAccelerator(value)
  const keys = isMac ? 'mac' : 'other'
  const text = {
    no: isRefused ? t('settings.shortcut.refused') : undefined,
    yes: undefined,
    'not-possible': t(`settings.shortcut.cannot.${keys}`),
  }[recording]
  return (
    <Field
      short
      label={t(`settings.shortcut.${action}`)}
      hint={
        recording === 'no'
          ? undefined
          : `${t(`settings.shortcut.does.${action}`)} ${t(`settings.shortcut.press.${keys}`)}`
      }
      validationState="warning"
      validationMessage={text}
    >
      {({ 'aria-invalid': _never, ...control }) => (
        <button
          type="button"
          className="control"
          {...control}
          aria-pressed={recording !== 'no'}
          onClick={() => setRecording(recording === 'no' ? 'yes' : 'no')}
          onKeyDown={record}
          onBlur={() => setRecording('no')}
        >
          {recording === 'no' ? shown : t('settings.shortcut.recording')}
        </button>
      )}
    </Field>
  )
}
