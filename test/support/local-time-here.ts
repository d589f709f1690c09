// The time zone of the machine that runs the tests, for times without a zone.
import type { LocalTime } from '../../app/model/timing/local-time.ts'

export const here: LocalTime = {
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  hourCycle: 'h23',
}
