// The mark of the demo day, never to be taken for the truth, and the way out of it.
import { Button } from '@fluentui/react-components'
import type { JSX } from 'react'
import { useShown } from './shown.ts'

export function DemoBanner(): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  return (
    <section className="demo-banner" aria-label={t('window.demo.name')}>
      <p>{t('window.demo.text')}</p>
      <Button size="small" onClick={() => ask((tally) => tally.leaveDemo())}>
        {t('tray.menu.leave-demo')}
      </Button>
    </section>
  )
}
