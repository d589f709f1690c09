// All texts that the program shows for a state, in both languages and on two systems, and checks of these texts.
import { expect } from 'vitest'
import { stateOf } from '../../app/model/account-view.ts'
import { lightOf, litNames } from '../../app/model/light.ts'
import { type AccountView, appStateSchema } from '../../app/model/state.ts'
import { contextOf } from '../../app/outputs/notifications/notification-provider.ts'
import { colleagueAvailable } from '../../app/outputs/notifications/providers/colleague-available.ts'
import { lightChanged } from '../../app/outputs/notifications/providers/light-changed.ts'
import { staleLight } from '../../app/outputs/notifications/providers/stale-light.ts'
import type { MenuEntry } from '../../app/outputs/tray/menu-entry.ts'
import { trayView } from '../../app/outputs/tray/tray-view.ts'
import { diagnosticsOf } from '../../app/services/diagnostics.ts'
import { csvOf } from '../../app/storage/history-csv.ts'
import { litTitle } from '../../words/status.ts'
import { wordsIn } from '../../words/words.ts'
import { following, NOW, presence } from '../renderer/scenes/window-states.ts'

/** Control characters, line breaks, bidirectional control characters, lone surrogates. */
const FORGERS = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u
/** The start of a formula in a spreadsheet ("CSV Injection", OWASP). */
const FORMULA = /(?:^|,)"?[=+\-@\t\r]/m

const LONGEST_LINE = 500

const wordsOf = { en: wordsIn('en'), ru: wordsIn('ru') }

const labelsOf = (menu: readonly MenuEntry[]): string[] =>
  menu.flatMap((entry) =>
    entry.kind === 'separator'
      ? []
      : [entry.label, ...(entry.kind === 'submenu' ? labelsOf(entry.entries) : [])],
  )

/** The number of lines of the copied diagnostics. */
const linesOf = (state: AccountView): number =>
  diagnosticsOf({
    state,
    environment: { versions: [], system: 'Linux', desktop: null },
    crashTraces: [],
    logLines: [`Light ${lightOf(state).name}: ${state.following.last?.presence.activity ?? ''}`],
    nowMs: NOW,
    clockOffMs: null,
  }).split('\n').length

const usualLines = linesOf(following(presence('Busy', 'Busy')))

/**
 * Shows the state everywhere except in the window, in alternating languages and systems. Throws if a text could be taken for
 * the program's own.
 */
export function holdsEverywhere(state: AccountView, turn: number): void {
  // The contract with the window parses it.
  appStateSchema.parse(stateOf(state))
  const light = lightOf(state)
  const words = wordsOf[turn % 2 === 0 ? 'en' : 'ru']
  const platform = turn % 4 < 2 ? 'win32' : 'linux'

  const { tooltip, menu } = trayView(state, light, words, NOW, platform)
  expect(tooltip).not.toBe('')
  if (platform === 'win32') expect(tooltip.length).toBeLessThanOrEqual(127)
  const lines = [tooltip, ...labelsOf(menu)]

  const due = state.colleagues.people.map(({ id }) => id)
  const providers = [
    lightChanged({
      confirmed: light,
      doubtedAt: null,
      announcedLight: null,
      whose: null,
      change: { before: light, dueMs: 0 },
    }),
    colleagueAvailable({ lights: new Map(), due, announced: [], isNew: false }),
    staleLight(),
  ] as const
  const provider = providers[turn % providers.length] ?? providers[0]
  const context = contextOf(state, light, { nowMs: NOW, monotonicMs: 0 }, 0)
  const { title, body } = provider.text(context, words)
  expect([...lines, title, body].filter((line) => FORGERS.test(line))).toEqual([])
  expect(lines.filter(({ length }) => length > LONGEST_LINE)).toEqual([])

  const lit = litNames.find((name) => name === light.name)
  if (lit) {
    const csv = csvOf([{ light: lit, from: NOW - 1000, until: NOW }], 'UTC', (one) => litTitle(one, words))
    expect(csv).not.toMatch(FORMULA)
  }
  // No line was added to the facts, the heading and the log.
  expect(linesOf(state)).toBe(usualLines)
}

/** No prototype was polluted. */
export function nothingPolluted(): void {
  const everyObject: object = {}
  const found = ['polluted', 'isAdmin', 'message', 'a', 'toJSON', 'then'].filter(
    (name) => name in everyObject,
  )
  const added = [...found, ...Object.keys(Object.prototype)]
  const own = Object.getOwnPropertyNames(Object.prototype)
  // No `expect`, which would be too slow after each of thousands of answers.
  if (added.length > 0 || own.length !== 12) expect.fail(`every object has ${added} among ${own}`)
}
