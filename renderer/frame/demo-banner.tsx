// Says that the window shows the demo day, with the button that ends it.
import { Button } from '@fluentui/react-components'
import { useWindow } from './window-context.ts'

export function DemoBanner() {
  const { t, ask } = useWindow()
  return (
    <section className="demo-banner" aria-label={t('window.demo.name')}>
      <p>{t('window.demo.text')}</p>
      <Button size="small" onClick={() => ask((tally) => tally.leaveDemo())}>
        {t('tray.menu.leave-demo')}
      </Button>
    </section>
  )
}
