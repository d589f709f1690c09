// The way to one's own status: closed, because Now is for a glance.
import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { type JSX, useState } from 'react'
import { later } from '../later.tsx'
import { useShown } from '../shown.ts'
import { useUnsent } from '../unsent-text.ts'

const StatusPanel = later(() => import('./status-panel.tsx').then((room) => room.StatusPanel))

export function StatusOpener(): JSX.Element {
  const { t } = useShown().words
  // What was begun is in sight.
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
