// What an external output is sent for a state, as pure functions.

import { namedTitle, nameOf } from '../../../words/shown-name.ts'
import { statusTitle } from '../../../words/status.ts'
import type { Words } from '../../../words/words.ts'
import type { Session } from '../../model/account-state.ts'
import type { ExternalOutput } from '../../model/external-outputs/external-output.ts'
import { isWithinHours } from '../../model/external-outputs/schedule.ts'
import { entryOf, type TableLight, tableLightOf } from '../../model/external-outputs/shown-light.ts'
import { type Light, lightOf } from '../../model/light.ts'
import { shownSince } from '../../model/lights/shown-since.ts'
import type { AccountView } from '../../model/state.ts'
import type { OutputMessage } from './output-driver.ts'

export interface Moment {
  state: AccountView
  light: Light
  words: Words
  nowMs: number
  /** The computer sleeps, or the program ends. */
  isEnding: boolean
}

type ShownOutput = Pick<ExternalOutput, 'lights' | 'schedule'>

/** Null if the light table leaves the output unchanged. */
export function messageOf(output: ShownOutput, given: Moment): OutputMessage | null {
  const moment = withoutDemo(given)
  const { state, light, words, nowMs, isEnding } = moment
  if (isEnding) return plainMessage(output, moment, 'quitting')
  if (!isWithinHours(output.schedule, nowMs, state.timeZone)) return hiddenMessage(moment)
  const tableLight = tableLightOf(light)
  const lamp = entryOf(output.lights, state.settings.palette, tableLight)
  if (lamp.kind === 'unchanged') return null
  return {
    light: tableLight,
    lamp,
    // A broker and a program get no other name.
    activity: namedTitle(statusTitle(state, light, words, nowMs), state, words),
    name: nameIn(state),
    since: shownSince(state, light),
    outOfOffice: light.outOfOffice,
  }
}

/** The demo's light is made up. Meanwhile an output shows what it shows while nobody is signed in. */
function withoutDemo(moment: Moment): Moment {
  if (moment.state.session.kind !== 'demo') return moment
  const { clientId } = moment.state.settings
  const session: Session = clientId === '' ? { kind: 'not-set-up' } : { kind: 'signed-out', problem: null }
  const state = { ...moment.state, session }
  return { ...moment, state, light: lightOf(state) }
}

/** For a light that is only tried. Null if the light table leaves the output unchanged. */
export const triedMessage = (output: ShownOutput, moment: Moment, light: TableLight): OutputMessage | null =>
  plainMessage(output, moment, light)

function plainMessage(output: ShownOutput, moment: Moment, light: TableLight): OutputMessage | null {
  const { state, words, nowMs } = moment
  const lamp = entryOf(output.lights, state.settings.palette, light)
  if (lamp.kind === 'unchanged') return null
  const hidden = { ...hiddenMessage(moment), lamp }
  if (light === 'quitting') return hidden
  const activity = words.t(`presence.light.${light === 'stale' ? 'unknown' : light}`)
  return { ...hidden, light, activity, since: nowMs, outOfOffice: light === 'out-of-office' }
}

/** Off, and says nothing about the presence. */
export const hiddenMessage = ({ state, words }: Moment) =>
  ({
    light: 'quitting',
    lamp: { kind: 'off' },
    activity: words.t('window.outputs.quitting'),
    name: nameIn(state),
    since: null,
    outOfOffice: false,
  }) as const satisfies OutputMessage

/** Whose light it is. */
function nameIn({ session, following }: AccountView): string {
  if (session.kind !== 'signed-in') return ''
  return following.person ? nameOf(following.person) : session.account.name
}
