// The payload of an MQTT output's state topic. Pure.
import { oneLine } from '../../../reading/one-line.ts'
import type { OutputMessage } from '../output-driver.ts'

/** The longest state of Home Assistant, in characters (homeassistant/const.py, MAX_LENGTH_STATE_STATE). */
const LONGEST_ACTIVITY = 255

/** The latest moment that a Date can have, ms (ECMAScript, "Time Values and Time Range"). */
const LAST_DATE_MS = 8.64e15

/** The JSON text; see the table in docs/home-assistant.md. The account's name is not in it. */
export function statePayload({ light, lamp, activity, since, outOfOffice }: OutputMessage): string {
  const isDate = since !== null && Math.abs(since) <= LAST_DATE_MS
  return JSON.stringify({
    light,
    activity: Array.from(oneLine(activity)).slice(0, LONGEST_ACTIVITY).join(''),
    since: isDate ? new Date(since).toISOString() : null,
    outOfOffice,
    lamp:
      lamp.kind === 'on'
        ? { on: true, colour: lamp.colour, brightness: lamp.brightness, blink: lamp.blink }
        : { on: false },
  })
}
