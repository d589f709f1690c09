// Local time as the machine that runs the tests has it, for moments that are written without a zone.
import type { LocalTime } from '../../app/model/timing/local-time.ts'

export const here: LocalTime = {
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  hourCycle: 'h23',
}
