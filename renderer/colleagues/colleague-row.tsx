// A row of the list of colleagues: light, name and presence, and the options when it is open.
import { Button } from '@fluentui/react-components'
import { Alert16Filled } from '@fluentui/react-icons'
import { type KeyboardEvent, useId } from 'react'
import type { Colleague } from '../../app/model/colleague.ts'
import type { Direction } from '../../app/model/colleague-order.ts'
import { lightOfPresence } from '../../app/model/light.ts'
import { LONGEST_GROUP, notifyChoices } from '../../app/model/names.ts'
import { sightingWords } from '../../words/colleague-words.ts'
import { TextField } from '../controls/field.tsx'
import { LightPicture } from '../controls/light-picture.tsx'
import { ChoiceSetting } from '../controls/settings-fields.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { type Unsent, useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'

interface ColleagueRowProps {
  person: Colleague
  /** Epoch ms. */
  now: number
  open: boolean
  groups: readonly string[]
  onToggle: () => void
  /** Null at the end of the list. */
  move: Record<Direction, (() => void) | null>
  /** Resolves to whether it succeeded. */
  onGroup: (group: string) => Promise<boolean>
  onRemove: () => void
}

export function ColleagueRow(props: ColleagueRowProps) {
  const { person, now, open, onToggle, move } = props
  const { state, words, t } = useWindow()
  const sighting = state.colleagues.seen[person.id]
  const light =
    sighting?.kind === 'seen' ? lightOfPresence(sighting.presence, sighting.stale).name : 'unknown'
  const optionsId = useId()
  const [typedGroup, keepGroup] = useUnsentGroup(person.id)

  function onKey(event: KeyboardEvent) {
    const { key, altKey } = event
    if (key === 'Escape' && open) {
      event.stopPropagation()
      if (typedGroup !== null) keepGroup(null)
      onToggle()
    }
    if (!altKey || (key !== 'ArrowUp' && key !== 'ArrowDown')) return
    event.preventDefault()
    move[key === 'ArrowUp' ? 'up' : 'down']?.()
  }

  return (
    <li className={open ? 'colleague open' : 'colleague'} onKeyDown={onKey}>
      <button
        id={`person-${person.id}`}
        type="button"
        className="person"
        aria-expanded={open}
        aria-controls={open ? optionsId : undefined}
        onClick={onToggle}
      >
        <LightPicture light={light} />
        <span className="who">
          <TruncatedText text={person.name} />
          <span className="small">{sightingWords(sighting, now, words, state)}</span>
        </span>
        {person.tell !== 'never' && (
          <span className="icon" role="img" aria-label={t('colleagues.tell.mark')}>
            <Alert16Filled />
          </span>
        )}
      </button>
      {open && (
        <div id={optionsId} className="colleague-options">
          <ColleagueOptions {...props} />
        </div>
      )}
    </li>
  )
}

function ColleagueOptions({ person, groups, move, onGroup, onRemove }: ColleagueRowProps) {
  const { t, ask } = useWindow()
  const { id, address, tell, group } = person
  const listId = useId()
  const [typed, keep, sent] = useUnsentGroup(id)

  async function finish() {
    // Switching to another program also blurs the field.
    if (typed === null || !document.hasFocus()) return
    const name = typed.trim()
    if (name === group || (await onGroup(name))) sent(typed)
  }

  return (
    <>
      {address && (
        <p className="small">
          <bdi>{address}</bdi>
        </p>
      )}
      <ChoiceSetting
        label={t('colleagues.tell.label')}
        value={tell}
        choices={notifyChoices}
        nameOf={(telling) => t(`colleagues.tell.${telling}`)}
        onChoose={(chosen) => ask((tally) => tally.notifyWhenAvailable({ id, tell: chosen }))}
      />
      <TextField
        label={t('colleagues.group')}
        hint={t('colleagues.groupHint')}
        value={typed ?? group}
        maxLength={LONGEST_GROUP}
        list={listId}
        dir="auto"
        onText={keep}
        onBlur={() => void finish()}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
      <datalist id={listId}>
        {groups.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className="buttons">
        {(['up', 'down'] as const).map((direction) => (
          <Button
            key={direction}
            id={`${direction}-${id}`}
            size="small"
            disabledFocusable={move[direction] === null}
            onClick={() => move[direction]?.()}
          >
            {t(`colleagues.${direction}`)}
          </Button>
        ))}
        <Button size="small" onClick={onRemove}>
          {t('colleagues.remove')}
        </Button>
      </div>
    </>
  )
}

/** The unsent group name of this colleague. Two unsent fields keep it: the text, and the colleague's id. */
function useUnsentGroup(id: string): Unsent {
  const [owner, keepOwner] = useUnsent('grouped-colleague')
  const [text, keepText, sentText] = useUnsent('colleague-group')
  return [
    owner === id ? text : null,
    (group) => {
      if (group === null) keepOwner(null)
      else if (owner !== id) keepOwner(id)
      keepText(group)
    },
    (group) => {
      const isDone = sentText(group)
      if (isDone) keepOwner(null)
      return isDone
    },
  ]
}
