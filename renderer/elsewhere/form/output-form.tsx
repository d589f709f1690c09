// The form of a new output, or of the connection of one: its fields, and the button that saves them.
import { Button } from '@fluentui/react-components'
import { type FormEvent, useRef, useState } from 'react'
import type { ExternalOutput } from '../../../app/model/external-outputs/external-output.ts'
import { LONGEST_OUTPUT_NAME } from '../../../app/model/external-outputs/output-limits.ts'
import { isElsewhere } from '../../../app/model/external-outputs/secrets-place.ts'
import type { OutputSecretName } from '../../../app/model/names.ts'
import { problemWords } from '../../../words/problem-words.ts'
import { TextField } from '../../controls/field.tsx'
import { useWindow } from '../../frame/window-context.ts'
import { faultOfField, hostOf } from './field-faults.ts'
import { fieldHint } from './field-hints.ts'
import { FindDevicesButton } from './find-devices-button.tsx'
import { type Draft, newOutput, useDraft } from './output-draft.ts'
import { OutputFieldControl } from './output-field-control.tsx'
import {
  type EnteredKind,
  type FieldControl,
  kindsOfFields,
  type OutputField,
  valuesOf,
  withValue,
} from './output-fields.ts'
import { PlaceholderList } from './placeholder-list.tsx'
import { SecretField } from './secret-field.tsx'
import { SecretsKept } from './secrets-kept.tsx'
import { useShownFaults } from './use-shown-faults.ts'
import { platformOf, problemOfValue } from './value-problem.ts'

/** By Chromium's user agent: a page has no other. */
const platform = platformOf(navigator.userAgent)

/** The typed secrets: a change of the kept ones. */
type TypedSecrets = Partial<Record<OutputSecretName, string>>

interface OutputFormProps {
  kind: EnteredKind
  /** Null for a new one. */
  before: ExternalOutput | null
  onSaved: (id: string) => void
}

export function OutputForm({ kind, before, onSaved }: OutputFormProps) {
  const { words, t, ask } = useWindow()
  const form = useRef<HTMLFormElement>(null)
  const more = useRef<HTMLDetailsElement>(null)
  const { draft, isChanged, change, discard } = useDraft(before?.id ?? kind, firstDraft())
  const [secrets, setSecrets] = useState<TypedSecrets>({})
  const faults = useShownFaults()
  const { fields } = kindsOfFields[kind]
  const shown = fields.filter(({ isShown }) => isShown?.(draft.values) ?? true)
  const rare = shown.filter(({ isMore }) => isMore)
  const keptHost = before?.target.kind === 'web-request' ? before.target.host : ''
  const targetWith = (host: string) => kindsOfFields[kind].targetOf(draft.values, host)
  // What was entered for one place is forgotten with a change to another.
  const isKept = (secret: OutputSecretName) =>
    before?.secrets.includes(secret) === true && !isElsewhere(targetWith(keptHost), before.target)

  function firstDraft(): Draft {
    if (before && before.target.kind !== 'hue') return { name: before.name, values: valuesOf(before.target) }
    return { name: t(`elsewhere.kind.${kind}.name`), values: kindsOfFields[kind].first }
  }

  const typedIn = ({ name, control }: OutputField) =>
    (control.kind === 'secret' ? secrets[control.secret] : draft.values[name]) ?? ''

  /** What is wrong with the value of a field, whether it is shown or not. */
  function faultOf(field: OutputField): string | undefined {
    const { name, control } = field
    const typed = typedIn(field)
    const staysKept =
      control.kind === 'secret' && isKept(control.secret) && secrets[control.secret] === undefined
    const fault = faultOfField(field, { ...draft.values, [name]: typed }, staysKept)
    if (fault) return t(`elsewhere.fault.${fault}`, limitsOf(control))
    const problem = problemOfValue(name, typed, platform)
    return problem ? problemWords(problem, words).meaning : undefined
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    const name = draft.name.trim()
    if (name === '' || shown.some(faultOf)) {
      faults.showAll()
      // Only the user closes it again.
      if (more.current && rare.some(faultOf)) more.current.open = true
      // After the faults are shown.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    const typedHost = secrets.address === undefined ? null : hostOf(secrets.address)
    const target = targetWith(typedHost ?? keptHost)
    let id = before?.id ?? ''
    const isSaved = await ask(async (tally) => {
      if (before) await tally.changeOutput({ id, name, target, secrets })
      else id = await tally.addOutput({ ...newOutput, name, target, secrets: filled(secrets) })
    })
    if (!isSaved) return
    discard()
    onSaved(id)
  }

  const fieldOf = (field: OutputField) => {
    const { name, control } = field
    const hint = fieldHint(kind, name, words)
    const fault = faults.isShown(name) ? faultOf(field) : undefined
    return control.kind === 'secret' ? (
      <SecretField
        key={name}
        label={t(`elsewhere.field.${name}`)}
        hint={hint}
        fault={fault}
        typed={control.typed}
        isKept={isKept(control.secret)}
        value={secrets[control.secret] ?? null}
        onChange={(value) => {
          const { [control.secret]: _, ...others } = secrets
          setSecrets(value === null ? others : { ...others, [control.secret]: value })
          faults.afterTyping(name)
        }}
      />
    ) : (
      <OutputFieldControl
        key={name}
        name={name}
        control={control}
        hint={hint}
        fault={fault}
        value={typedIn(field)}
        onChange={(value) => {
          change({ ...draft, values: withValue(draft.values, name, value) })
          faults.afterTyping(name)
        }}
      />
    )
  }

  return (
    <form ref={form} className="group" noValidate onSubmit={save}>
      <TextField
        label={t('elsewhere.name')}
        validationMessage={
          faults.showsAll && draft.name.trim() === '' ? t('elsewhere.fault.empty') : undefined
        }
        name="name"
        maxLength={LONGEST_OUTPUT_NAME}
        value={draft.name}
        onText={(name) => change({ ...draft, name })}
      />
      {kind === 'wled' && (
        <FindDevicesButton
          kind={kind}
          onChoose={({ host, port }) =>
            change({ ...draft, values: { ...draft.values, host, port: String(port) } })
          }
        />
      )}
      {shown.filter(({ isMore }) => !isMore).map(fieldOf)}
      {(kind === 'web-request' || kind === 'program') && <PlaceholderList />}
      {rare.length > 0 && (
        <details ref={more}>
          <summary>{t('elsewhere.more')}</summary>
          <div className="group">{rare.map(fieldOf)}</div>
        </details>
      )}
      <SecretsKept />
      <div className="buttons">
        <Button type="submit" size="small" appearance="primary">
          {t(before ? 'elsewhere.save' : 'elsewhere.add')}
        </Button>
        {(isChanged || Object.keys(secrets).length > 0) && (
          <Button
            size="small"
            onClick={() => {
              discard()
              setSecrets({})
              faults.hideAll()
            }}
          >
            {t('elsewhere.discard')}
          </Button>
        )}
      </div>
    </form>
  )
}

const limitsOf = (control: FieldControl) => ({
  from: control.kind === 'number' ? control.from : 0,
  to: control.kind === 'number' ? control.to : 0,
  count: control.kind === 'lines' ? control.most : 0,
})

/** Without the empty ones. */
const filled = (secrets: TypedSecrets): TypedSecrets =>
  Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''))
