// The choice of where the light is to be shown, in plain words.
import { type ExternalOutputKind, externalOutputKinds } from '../../app/model/names.ts'
import { Entry, EntryList } from '../controls/entry-list.tsx'
import { useWindow } from '../frame/window-context.ts'
import type { ElsewhereView } from './elsewhere-view.ts'
import { kindIcons } from './kind-icons.ts'

interface KindChoiceProps {
  open: (view: ElsewhereView) => void
  /** Its entry gets the focus. */
  lastKind: ExternalOutputKind | null
}

export function KindChoice({ open, lastKind }: KindChoiceProps) {
  const { t } = useWindow()
  return (
    <EntryList>
      {externalOutputKinds.map((kind) => (
        <Entry
          key={kind}
          icon={kindIcons[kind]}
          title={t(`elsewhere.kind.${kind}.title`)}
          hint={t(`elsewhere.kind.${kind}.hint`)}
          wasOpen={kind === lastKind}
          onOpen={() => open({ kind: 'new', of: kind })}
        />
      ))}
    </EntryList>
  )
}
