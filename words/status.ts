// The status line: the light in words, the same in the tooltip, the menu, the window and for screen readers.
import {
  type Light,
  type LitName,
  lightOfPresence,
  outOfOfficeLights,
  presenceLights,
} from '../app/model/light.ts'
import { shownColleague } from '../app/model/lights/followed-sessions.ts'
import { localLights } from '../app/model/lights/local-light.ts'
import { isInformative, normalizedWord } from '../app/model/lights/presence-words.ts'
import type { Presence } from '../app/model/presence.ts'
import type { AccountView } from '../app/model/state.ts'
import type { LocalTime } from '../app/model/timing/local-time.ts'
import { accountNames } from './account-names.ts'
import { timeAhead } from './days.ts'
import { timeOfDay } from './moments.ts'
import { problemWords } from './problem-words.ts'
import { nameInLine, nameInShort } from './shown-name.ts'
import type { Words } from './words.ts'

/** The light in words, without times: "In a call, out of office". An unknown activity is its own title. */
export function lightTitle({ shape, outOfOffice, local, unknownWord }: Light, words: Words): string {
  const { t } = words
  const title = unknownWord === null ? t(`presence.light.${shape}`) : activityWords(unknownWord, words)
  if (local) return t('presence.status.seenHere', { title })
  return outOfOffice && shape !== 'out-of-office' ? t('presence.status.withOutOfOffice', { title }) : title
}

/** A light of the history in words; null is a time when nothing was known. */
export function litTitle(lit: LitName | null, { t }: Words): string {
  if (lit === null) return t('today.notKnown')
  const shape = presenceLights.find((light) => light === lit)
  if (shape) return t(`presence.light.${shape}`)
  const seenHere = localLights.find((light) => lit === `${light}-local`)
  if (seenHere) return t('presence.status.seenHere', { title: t(`presence.light.${seenHere}`) })
  const atWork = outOfOfficeLights.find((light) => lit === `${light}-oof`) ?? 'available'
  return t('presence.status.withOutOfOffice', { title: t(`presence.light.${atWork}`) })
}

/** The whole line: "In a call · since 10:42". Epoch ms. */
export const statusLine = (state: AccountView, light: Light, words: Words, nowMs: number): string =>
  statusParts(state, light, words, nowMs).join(BETWEEN)

/**
 * The line in at most `longest` characters: its last parts are left out, the times first, and then the name of a colleague
 * is shortened. The name of the state never is.
 */
export function shortStatusLine(
  state: AccountView,
  light: Light,
  words: Words,
  nowMs: number,
  longest: number,
): string {
  const marks = marksOf(state, words)
  const parts = plainStatusParts(state, light, words, nowMs)
  const line = () => [...marks, ...parts].join(BETWEEN)
  while (parts.length > 1 && line().length > longest) parts.pop()
  const tooLong = line().length - longest
  const name = marks.at(-1)
  if (tooLong <= 0 || !shownColleague(state) || !name) return line()
  return [...marks.slice(0, -1), nameInShort(name, name.length - tooLong), ...parts].join(BETWEEN)
}

/** The line without times: "Grace Hopper · In a call". */
export const statusHead = (state: AccountView, light: Light, words: Words, nowMs: number): string =>
  [...marksOf(state, words), statusTitle(state, light, words, nowMs)].join(BETWEEN)

/** The state alone, without the times or a name: "In a call". */
export const statusTitle = (state: AccountView, light: Light, words: Words, nowMs: number): string =>
  plainStatusParts(state, light, words, nowMs)[0]

/** Between the parts of a line. */
export const BETWEEN = ' · '

function statusParts(state: AccountView, light: Light, words: Words, nowMs: number): string[] {
  return [...marksOf(state, words), ...plainStatusParts(state, light, words, nowMs)]
}

/** What the line begins with where the light is not the user's: that it is made up, and the name of the colleague. */
function marksOf(state: AccountView, { t }: Words): string[] {
  const colleague = shownColleague(state)
  return [
    ...(state.session.kind === 'demo' ? [t('presence.status.demo')] : []),
    ...(colleague ? [nameInLine(colleague)] : []),
  ]
}

/** The state first, then its details. */
function plainStatusParts(
  state: AccountView,
  light: Light,
  words: Words,
  nowMs: number,
): [string, ...string[]] {
  const { t, language } = words
  const { last, problem } = state.following
  const time = (atMs: number) => timeOfDay(atMs, nowMs, language, state)
  switch (light.shape) {
    case 'paused': {
      const paused = t('presence.light.paused')
      const until = state.pausedUntil
      return until === null
        ? [paused]
        : [paused, t('presence.status.until', { time: timeAhead(until, nowMs, language, state) })]
    }
    case 'signed-out':
      if (state.session.kind === 'signing-in') {
        return [t('presence.status.signingIn'), t('presence.status.inTheBrowser')]
      }
      return [
        state.session.kind === 'not-set-up' ? t('presence.status.notSetUp') : t('presence.light.signed-out'),
      ]
    case 'attention': {
      if (state.session.kind === 'other-account') {
        const names = accountNames(state.session, words)
        return [t('presence.status.otherAccount'), t('window.otherAccount.text', names)]
      }
      const reason = state.session.kind === 'signed-out' ? state.session.problem : problem
      return [reason ? problemWords(reason, words).title : t('presence.light.attention')]
    }
    default: {
      if (light.askedAt !== null) {
        return [lightTitle(light, words), t('presence.status.askedFor', { time: time(light.askedAt) })]
      }
      if (!last) {
        if (problem) return [t('presence.status.notKnownYet'), problemWords(problem, words).title]
        return [
          t(state.session.kind === 'starting' ? 'presence.status.starting' : 'presence.status.notKnownYet'),
        ]
      }
      const title = lightTitle(light, words)
      return light.stale
        ? [
            t('presence.status.lastKnownAt', { title, time: time(last.at) }),
            t('presence.status.notConfirmed'),
          ]
        : [title, sinceWords(last, nowMs, words, state)]
    }
  }
}

/** "since 10:42", or "since 10:42 or earlier" if its start was not observed. Epoch ms. */
export function sinceWords(
  { since, witnessed }: { since: number; witnessed: boolean },
  nowMs: number,
  { t, language }: Words,
  local: LocalTime,
): string {
  const time = timeOfDay(since, nowMs, language, local)
  return t(witnessed ? 'presence.status.since' : 'presence.status.sinceOrEarlier', { time })
}

/** Graph's activity in words; an unknown one with spaces between its words: "In The Clouds". */
export function activityWords(activity: string, { t, has }: Words): string {
  const key = `presence.activity.${normalizedWord(activity)}`
  return has(key) ? t(key) : spacedOut(activity)
}

/** "InTheClouds", "inTheClouds" and "in_the_clouds" are "In The Clouds"; "HTTPCall" is "HTTP Call". */
function spacedOut(word: string): string {
  return (word.split('+')[0] ?? '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .replace(/(?<=^| )\p{Ll}/gu, (letter) => letter.toUpperCase())
}

/** The activity in words, or null if the light says the same. */
export function moreThanLight({ activity }: Presence, light: Light, words: Words): string | null {
  // An activity without a light is already the title.
  if (light.shape === 'unknown' || !isInformative(activity)) return null
  const said = activityWords(activity, words)
  return said === words.t(`presence.light.${light.shape}`) ? null : said
}

/** Anybody's presence as the name of its light, without times. */
export const presenceTitle = (presence: Presence, words: Words): string =>
  lightTitle(lightOfPresence(presence, false), words)
