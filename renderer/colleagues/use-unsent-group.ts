// The unsent group name of a colleague. Two unsent fields keep it: the text, and the colleague's id.
import { type Unsent, useUnsent } from '../controls/unsent-fields.ts'

/** The unsent text of this colleague. */
export function useUnsentGroup(id: string): Unsent {
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
