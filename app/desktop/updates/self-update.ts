// Connects the updates to Electron and the process.
import { app, net } from 'electron'
import { createUpdates, type Updates, type UpdatesParts } from '../../services/updates/updates.ts'
import { whoUpdates } from '../../services/updates/who-updates.ts'
import { installationOf } from '../installation.ts'
import type { UpdaterParts } from './updater.ts'

type Parts = Pick<UpdatesParts, 'store' | 'clock' | 'settings'> &
  Pick<UpdaterParts, 'log' | 'guard'> & { window: { allowClose(): void } }

export const createSelfUpdates = ({ log, guard, window, ...parts }: Parts): Updates =>
  createUpdates({
    ...parts,
    log,
    random: Math.random,
    isOnline: () => net.isOnline(),
    whoUpdates: async () => whoUpdates(await installationOf(app, process)),
    async openUpdater() {
      const { openUpdater } = await import('./updater.ts')
      return openUpdater({ platform: process.platform, log, guard, onBeforeQuit: window.allowClose })
    },
  })
