// A list of entries that each open something: an icon, a title, a line about it, and an arrow.
import { ChevronRightRegular } from '@fluentui/react-icons'
import type { ComponentType, KeyboardEvent, ReactNode } from 'react'
import './entry-list.css'

export const EntryList = ({ children }: { children: ReactNode }) => <ul className="entry-list">{children}</ul>

interface EntryProps {
  icon: ComponentType
  title: string
  hint: ReactNode
  /** What it opened was open before: the focus returns to it. */
  wasOpen: boolean
  onOpen: () => void
}

export function Entry({ icon: Icon, title, hint, wasOpen, onOpen }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        // biome-ignore lint/a11y/noAutofocus: the focus returns to where the user was
        autoFocus={wasOpen}
        onClick={onOpen}
        onKeyDown={moveFocus}
      >
        <span className="icon">
          <Icon />
        </span>
        <span className="entry">
          <span>{title}</span>
          <span className="small">{hint}</span>
        </span>
        <span className="icon">
          <ChevronRightRegular className="directed" />
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
