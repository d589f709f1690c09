// The names of the rows of an output's light table.
import type { TableLight } from '../app/model/external-outputs/shown-light.ts'
import type { Words } from './words.ts'

export const tableLightName = (light: TableLight, { t }: Words): string =>
  light === 'stale' || light === 'quitting' ? t(`elsewhere.light.${light}`) : t(`presence.light.${light}`)
