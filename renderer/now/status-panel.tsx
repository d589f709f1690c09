// Sets the user's status and status message, each with its duration.
import { Button } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { baseLightOfStatus } from '../../app/model/lights/presence-words.ts'
import { type StatusLength, statusLengths, statusNames } from '../../app/model/names.ts'
import { LONGEST_STATUS_MESSAGE } from '../../app/model/status-choice.ts'
import { statusName } from '../../words/own-status-words.ts'
import { nameInLine } from '../../words/shown-name.ts'
import { CommandButton } from '../controls/command-button.tsx'
import { Field } from '../controls/field.tsx'
import { LightPicture } from '../controls/light-picture.tsx'
import { ChoiceSetting } from '../controls/settings-fields.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'
import './status-panel.css'

export function StatusPanel() {
  const { state, words, t, ask } = useWindow()
  const { person } = state.following
  const [length, setLength] = useState<StatusLength>('1-h')
  return (
    <section className="status-panel part" aria-label={t('status.mine')}>
      {person && <p className="small">{t('whose.ownStatus', { name: nameInLine(person) })}</p>}
      <LengthChoice length={length} onChoose={setLength} />
      <fieldset className="statuses">
        <legend>{t('status.what')}</legend>
        {statusNames.map((status) => (
          <button
            key={status}
            type="button"
            onClick={() => ask((tally) => tally.setStatus({ status, length }))}
          >
            <LightPicture light={baseLightOfStatus(status)} />
            {statusName(status, words)}
          </button>
        ))}
      </fieldset>
      <div className="row">
        <CommandButton command={(tally) => tally.clearStatus()}>{t('status.reset')}</CommandButton>
        <p role="status" className="small">
          {state.ownStatus.sending && t('status.sending')}
        </p>
      </div>
      <p className="small">{t('status.howItWorks')}</p>
      <MessageForm />
    </section>
  )
}

function MessageForm() {
  const { state, t, ask } = useWindow()
  const current = state.following.last?.presence.statusMessage?.text ?? ''
  // The message that others see, as far as it is known here.
  const [shown, setShown] = useState(current.slice(0, LONGEST_STATUS_MESSAGE))
  const [unsent, keep, sent] = useUnsent('status-message')
  const text = unsent ?? shown
  const [length, setLength] = useState<StatusLength>('end-of-day')

  const send = (message: string) =>
    ask(async (tally) => {
      const isRefused = await tally.setStatusMessage({ text: message, length })
      if (isRefused) return
      setShown(message)
      // A removal leaves what is typed.
      if (message === text.trim()) sent(unsent)
    })
  const set = (event: FormEvent) => {
    event.preventDefault()
    void send(text.trim())
  }
  return (
    <form className="form" onSubmit={set}>
      <Field
        label={t('status.message')}
        hint={t('status.messageHint', { used: text.length, count: LONGEST_STATUS_MESSAGE })}
      >
        {(control) => (
          <textarea
            className="control"
            {...control}
            rows={2}
            dir="auto"
            maxLength={LONGEST_STATUS_MESSAGE}
            value={text}
            onChange={({ target }) => keep(target.value === shown ? null : target.value)}
          />
        )}
      </Field>
      <LengthChoice length={length} onChoose={setLength} />
      <div className="buttons">
        <Button size="small" type="submit" disabled={text.trim() === ''}>
          {t('status.setMessage')}
        </Button>
        {unsent !== null && (
          <Button size="small" onClick={() => keep(null)}>
            {t('status.discardMessage')}
          </Button>
        )}
        <Button size="small" onClick={() => send('')}>
          {t('status.clearMessage')}
        </Button>
      </div>
    </form>
  )
}

interface LengthChoiceProps {
  length: StatusLength
  onChoose: (length: StatusLength) => void
}

function LengthChoice({ length, onChoose }: LengthChoiceProps) {
  const { t } = useWindow()
  return (
    <ChoiceSetting
      label={t('status.howLong')}
      value={length}
      choices={statusLengths}
      nameOf={(one) => t(`status.length.${one}`)}
      onChoose={onChoose}
    />
  )
}
