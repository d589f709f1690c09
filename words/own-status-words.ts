// The names of the statuses that the user can set.

import { baseLightOfStatus } from '../app/model/lights/presence-words.ts'
import type { StatusName } from '../app/model/names.ts'
import type { Words } from './words.ts'

/** The name of the light that it leads to, except for Offline: "Appear offline". */
export const statusName = (status: StatusName, { t }: Words): string =>
  status === 'Offline' ? t('status.appearOffline') : t(`presence.light.${baseLightOfStatus(status)}`)
