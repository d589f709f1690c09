// One's own status in words: what it is called where a person sets it.
import { lightOfStatus } from '../app/model/light.ts'
import type { StatusName } from '../app/model/names.ts'
import type { Words } from './words.ts'

/** The words of the light that it will be, but for Offline, which says what it is: a pretence. */
export const statusName = (status: StatusName, { t }: Words): string =>
  status === 'Offline' ? t('status.appearOffline') : t(`presence.light.${lightOfStatus(status)}`)
