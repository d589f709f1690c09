// The group that is typed for a colleague: kept as any text that is not sent, with whom it is for.
import { useUnsent } from './unsent-text.ts'

/** What waits for this colleague, null for nothing, and how to keep it. */
export function useUnsentGroup(id: string): [group: string | null, keep: (group: string | null) => void] {
  const [whose, keepWhose] = useUnsent('grouped-colleague')
  const [text, keepText] = useUnsent('colleague-group')
  return [
    whose === id ? text : null,
    (group) => {
      if (group === null || whose !== id) keepWhose(group === null ? null : id)
      keepText(group)
    },
  ]
}
