// The group that is typed for a colleague: kept as any text that is not sent, with whom it is for.
import { type Unsent, useUnsent } from '../controls/typed-text.ts'

/** What waits for this colleague. */
export function useUnsentGroup(id: string): Unsent {
  const [whose, keepWhose] = useUnsent('grouped-colleague')
  const [text, keepText, sentText] = useUnsent('colleague-group')
  return [
    whose === id ? text : null,
    (group) => {
      if (group === null) keepWhose(null)
      else if (whose !== id) keepWhose(id)
      keepText(group)
    },
    (group) => {
      const isDone = sentText(group)
      if (isDone) keepWhose(null)
      return isDone
    },
  ]
}
