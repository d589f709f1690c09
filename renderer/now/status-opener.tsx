// The button that opens the status panel. It starts closed, so that Now stays short.
import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useUnsent } from '../controls/unsent-fields.ts'
import { lazyView } from '../frame/lazy-view.tsx'
import { useWindow } from '../frame/window-context.ts'

const StatusPanel = lazyView(() => import('./status-panel.tsx').then((module) => module.StatusPanel))

export function StatusOpener() {
  const { t } = useWindow()
  // An unsent message opens it.
  const [unsent] = useUnsent('status-message')
  const [open, setOpen] = useState(unsent !== null)
  return (
    <>
      <Button
        size="small"
        icon={open ? <ChevronUpRegular /> : <ChevronDownRegular />}
        iconPosition="after"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t('status.change')}
      </Button>
      {open && <StatusPanel />}
    </>
  )
}
