// The list of colleagues by group, in the user's order. Removing a colleague can be undone.
import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Colleague } from '../../app/model/colleague.ts'
import {
  type Direction,
  type Group,
  groupsOf,
  type Placed,
  withGroupChanged,
  withGroupMoved,
  withPersonMoved,
} from '../../app/model/colleague-order.ts'
import type { Words } from '../../words/words.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { TruncatedText } from '../controls/truncated-text.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'
import { ColleagueRow } from './colleague-row.tsx'

const orderOf = (people: readonly Placed[]): Placed[] => people.map(({ id, group }) => ({ id, group }))

export function ColleagueList() {
  const { state, t, ask } = useWindow()
  const { people } = state.colleagues
  const now = useNow(30_000)
  // An unsent group name opens its row.
  const [grouped] = useUnsent('grouped-colleague')
  const [open, setOpen] = useState(grouped)
  /** The colleague who was removed last, and the list before that. */
  const [removed, setRemoved] = useState<{ person: Colleague; before: readonly Colleague[] } | null>(null)
  const focused = useRef<string | null>(null)
  const rendered = useRef(people)
  useLayoutEffect(() => {
    if (rendered.current === people) return
    rendered.current = people
    // Moving an element in the page takes its focus away. After a removal the heading has it (use-focus-recovery.ts).
    if (focused.current !== null && document.activeElement?.matches('body, h1'))
      document.getElementById(focused.current)?.focus()
    focused.current = null
  })

  function arrange(order: readonly Placed[]) {
    focused.current = document.activeElement?.id || null
    return ask((tally) => tally.arrangeColleagues(orderOf(order)))
  }

  const movesOf = (orderAfter: (direction: Direction) => Colleague[] | null) => {
    const to = (direction: Direction) => {
      const order = orderAfter(direction)
      return order && (() => void arrange(order))
    }
    return { up: to('up'), down: to('down') }
  }

  async function remove(person: Colleague) {
    const done = await ask((tally) => tally.removeColleague(person.id))
    if (done) setRemoved({ person, before: people })
  }

  function undo({ person, before }: NonNullable<typeof removed>) {
    const { id, name, address, tell } = person
    setRemoved(null)
    focused.current = `person-${id}`
    void ask(async (tally) => {
      await tally.addColleague({ id, name, address })
      await tally.notifyWhenAvailable({ id, tell })
      await tally.arrangeColleagues(orderOf(before))
    })
  }

  const groups = groupsOf(people)
  return (
    <>
      {groups.map((group) => (
        <section key={group.name} className="colleagues-group" aria-label={nameOf(group, t)}>
          {groups.length > 1 || group.name !== '' ? (
            <GroupHeading
              group={group}
              move={movesOf((direction) => withGroupMoved(people, group.name, direction))}
            />
          ) : null}
          <ul className="colleagues">
            {group.members.map((person) => (
              <ColleagueRow
                key={person.id}
                person={person}
                now={now}
                open={open === person.id}
                groups={groups.map(({ name }) => name).filter(Boolean)}
                onToggle={() => setOpen(open === person.id ? null : person.id)}
                move={movesOf((direction) => withPersonMoved(people, person.id, direction))}
                onGroup={(name) => arrange(withGroupChanged(people, person.id, name))}
                onRemove={() => void remove(person)}
              />
            ))}
          </ul>
        </section>
      ))}
      {removed && (
        <div className="undo row" role="status">
          <TruncatedText text={t('colleagues.removed', { name: removed.person.name })} />
          {/* The focused button was removed. */}
          <Button size="small" autoFocus onClick={() => undo(removed)}>
            {t('colleagues.undo')}
          </Button>
        </div>
      )}
    </>
  )
}

const nameOf = ({ name }: Group<Colleague>, t: Words['t']) => name || t('colleagues.noGroup')

interface GroupHeadingProps {
  group: Group<Colleague>
  move: Record<Direction, (() => void) | null>
}

function GroupHeading({ group, move }: GroupHeadingProps) {
  const { t } = useWindow()
  const name = nameOf(group, t)
  const label = { up: t('colleagues.groupUp', { name }), down: t('colleagues.groupDown', { name }) }
  return (
    <div className="group-heading">
      <h2>
        <TruncatedText text={name} /> <span className="small">{group.members.length}</span>
      </h2>
      <div className="group-moves">
        {(['up', 'down'] as const).map((direction) => (
          <IconButton
            key={direction}
            id={`${direction}-group-${group.name}`}
            name={label[direction]}
            size="small"
            icon={direction === 'up' ? <ChevronUpRegular /> : <ChevronDownRegular />}
            disabledFocusable={move[direction] === null}
            onClick={() => move[direction]?.()}
          />
        ))}
      </div>
    </div>
  )
}
