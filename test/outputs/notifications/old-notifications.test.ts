// A click on a notification that Windows kept from an earlier run, on the simulated desktops.
import { expect, test, vi } from 'vitest'
import { createGuard } from '../../../app/model/guard.ts'
import { onOldNotification } from '../../../app/outputs/notifications/system-notifications.ts'
import { systemNames, systemOf } from '../../../simulator/desktop/system.ts'
import { stage } from '../../simulator/stand-in/stage.ts'
import { setElectron } from '../../support/electron-now.ts'

vi.mock('electron', async () => (await import('../../support/electron-now.ts')).electronNow)

test.each(systemNames)('%s', async (system) => {
  const { electron, desktop } = await stage({ system })
  for (const title of ['Busy', 'Away']) new electron.Notification({ title }).show()
  const later = await stage({ system, desktop })
  setElectron(later.electron)
  const logged: unknown[] = []
  const guard = createGuard({ error: (line) => void logged.push(line) })
  let clicks = 0
  onOldNotification(systemOf(system).platform, guard, () => {
    clicks += 1
    throw new Error('no window')
  })
  for (const notification of desktop.notifications) notification.click()
  expect(clicks).toBe(system === 'windows' ? 2 : 0)
  expect(logged).toHaveLength(clicks)
})
