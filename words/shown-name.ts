// The name of the colleague whose light is shown, so that it is never taken for the user's own.
import type { Person } from '../app/model/colleague.ts'
import { shownColleague } from '../app/model/lights/followed-sessions.ts'
import type { AccountView } from '../app/model/state.ts'
import type { Words } from './words.ts'

/** In characters, in a line that also has the state. */
const LONGEST_SHOWN_NAME = 40
/** A shorter name would not say who it is. */
const LEAST_SHOWN_NAME = 8

/** Somebody without a name is called by the address. */
export const nameOf = ({ name, address }: Person): string => name.trim() || address.trim() || '?'

/** At most `longest` characters (UTF-16 code units), but not less than eight; cut between letters. */
export function nameInShort(name: string, longest: number): string {
  const most = Math.max(longest, LEAST_SHOWN_NAME)
  if (name.length <= most) return name
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (short.length + segment.length > most - 1) break
    short += segment
  }
  return `${short.trimEnd()}…`
}

/** In a text that has more to say. */
export const nameInLine = (person: Person): string => nameInShort(nameOf(person), LONGEST_SHOWN_NAME)

/** A title with the name of the colleague whose light it is: "Grace Hopper: In a call". */
export function namedTitle(
  title: string,
  state: Pick<AccountView, 'session' | 'following'>,
  { t }: Words,
): string {
  const colleague = shownColleague(state)
  if (!colleague) return title
  return t('whose.named', { name: nameInLine(colleague), title })
}
