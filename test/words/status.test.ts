// The status line, which is the same in the tooltip, the menu and the window.
import { describe, expect, test } from 'vitest'
import { lightOf } from '../../app/model/light.ts'
import { languageNames } from '../../app/model/names.ts'
import type { AccountView } from '../../app/model/state.ts'
import { trayView } from '../../app/outputs/tray/tray-view.ts'
import { activityWords, lightTitle, statusLine } from '../../words/status.ts'
import { wordsIn } from '../../words/words.ts'
import { following, presence, signedIn } from '../model/states.ts'

const now = Date.parse('2026-11-23T11:00:00')
const longWord = 'TheVeryLongNameOfAStateThatNobodyHasEverSeenBeforeOnThisEarth123'
const pairs: [availability: string, activity: string][] = [
  ['Available', 'Available'],
  ['Busy', 'InACall + OOF'],
  ['Busy', 'InAMeeting'],
  ['DoNotDisturb', 'Presenting'],
  ['DoNotDisturb', 'UrgentInterruptionsOnly'],
  ['Away', 'Away'],
  ['Away', 'BeRightBack'],
  ['Offline', 'OffWork'],
  ['PresenceUnknown', 'PresenceUnknown'],
  ['Daydreaming', longWord],
]
const followed: AccountView[] = pairs.flatMap(([availability, activity]) =>
  [false, true].flatMap((outOfOffice) => {
    const state = following(
      presence(availability, activity, outOfOffice),
      Date.parse('2026-09-30T10:42'),
      false,
    )
    const stale: AccountView = { ...state, following: { ...state.following, stale: true } }
    const demo: AccountView = { ...state, session: { kind: 'demo', pretending: null } }
    return [state, stale, demo]
  }),
)
const others: AccountView[] = [
  { ...signedIn, pausedUntil: Date.parse('2026-12-30T11:30:00') },
  { ...signedIn, session: { kind: 'signed-out', problem: null } },
  { ...signedIn, session: { kind: 'demo', pretending: 'paused' } },
]

/** Without the characters that isolate a text of another direction. */
const visible = (text: string) => text.replace(/[\u2068\u2069]/g, '')

describe.each(languageNames)('in %s', (language) => {
  const words = wordsIn(language)

  test.each(
    [...followed, ...others].map((state) => [lightOf(state).name, state.session.kind, state] as const),
  )('%s (%s): the title is complete and first everywhere', (_light, session, state) => {
    const light = lightOf(state)
    const title = visible(lightTitle(light, words))
    const line = visible(statusLine(state, light, words, now))
    const begin = session === 'demo' ? `${words.t('presence.status.demo')} · ${title}` : title
    expect(line.slice(0, begin.length)).toBe(begin)
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const { tooltip: whole, menu } = trayView(state, light, words, now, platform)
      const tooltip = visible(whole)
      expect(tooltip.slice(0, begin.length)).toBe(begin)
      expect(line.startsWith(tooltip)).toBe(true)
      expect(menu[0]).toMatchObject({ label: statusLine(state, light, words, now) })
      if (platform === 'win32') expect(whole.length).toBeLessThanOrEqual(127)
      else expect(tooltip).toBe(line)
    }
  })
})

test.each([
  ['en', 'Paused · until tomorrow, 00:00'],
  ['ru', 'Пауза · до завтра, 00:00'],
] as const)('in %s, the tooltip names a pause until tomorrow', (language, tooltip) => {
  const state: AccountView = { ...signedIn, pausedUntil: Date.parse('2026-11-24T00:00:00') }
  expect(trayView(state, lightOf(state), wordsIn(language), now, 'linux').tooltip).toBe(tooltip)
})

describe('activities in words', () => {
  // Every word of "presence resource type", as its two editions write it.
  const known = [
    ...['Available', 'AvailableIdle', 'AvailableInactive', 'Away', 'BeRightBack', 'Busy', 'BusyIdle'],
    ...['DoNotDisturb', 'Focusing', 'InACall', 'InAConferenceCall', 'Inactive', 'InAMeeting', 'Offline'],
    ...['OffWork', 'OutOfOffice', 'PresenceUnknown', 'Presenting', 'UrgentInterruptionsOnly'],
  ]
  test.each(known)('%s has words of its own in both languages and letter cases', (word) => {
    const camel = `${word.charAt(0).toLowerCase()}${word.slice(1)}`
    const ru = activityWords(word, wordsIn('ru'))
    expect(ru).toMatch(/^[\p{Script=Cyrillic}, ]+$/u)
    expect(activityWords(camel, wordsIn('ru'))).toBe(ru)
    expect(activityWords(`${word} + OOF`, wordsIn('ru'))).toBe(ru)
    expect(activityWords(word, wordsIn('en'))).toMatch(/^[A-Z][a-z, ]+$/)
  })

  test.each([
    ['InTheClouds', 'In The Clouds'],
    ['inTheClouds', 'In The Clouds'],
    ['in_the_clouds', 'In The Clouds'],
    ['in-the clouds', 'In The Clouds'],
    ['InTheClouds + OOF', 'In The Clouds'],
    ['HTTPCall', 'HTTP Call'],
    ['Room101Tour', 'Room101 Tour'],
    ['ВОблаках', 'В Облаках'],
    ['constructor', 'Constructor'],
    ['$t(window.name)', '$t(window.name)'],
    ['{{title}}', '{{title}}'],
  ])('%s is spaced out: %s', (word, shown) => {
    for (const language of languageNames) {
      const words = wordsIn(language)
      expect(activityWords(word, words)).toBe(shown)
      const state = following(presence('', word))
      expect(statusLine(state, lightOf(state), words, now).startsWith(shown)).toBe(true)
    }
  })
})
