// The way to one's own status: closed, because Now is for a glance.
import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular } from '@fluentui/react-icons'
import { type JSX, useState } from 'react'
import { useUnsent } from '../controls/typed-text.ts'
import { later } from '../frame/later.tsx'
import { useShown } from '../frame/shown.ts'

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
