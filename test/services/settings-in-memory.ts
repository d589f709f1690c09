// The owner of the settings with a file in memory.
import { type SomeSettings, settingsSchema } from '../../app/model/settings.ts'
import type { SharedStore } from '../../app/model/state.ts'
import { createSettings } from '../../app/services/settings.ts'

/** The file begins with the settings of the store. `disk.full` makes writes throw. */
export function settingsInMemory(store: SharedStore, disk = { full: false }) {
  const written: SomeSettings[] = []
  let { settings } = store.getState()
  const owner = createSettings({
    store,
    folder: '/profile',
    file: {
      read: () => settings,
      unread: () => null,
      write(change) {
        if (disk.full) throw new Error('ENOSPC')
        written.push(change)
        settings = settingsSchema.parse({ ...settings, ...change })
        return settings
      },
      stop() {},
    },
    policy: { path: '/policy.json', read: { kind: 'none' } },
    systemLanguages: ['en-GB'],
    log: { info() {}, warn() {} },
  })
  return { ...owner, written, kept: () => settings }
}
