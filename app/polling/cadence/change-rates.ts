// How often a presence changes without a signal of the computer, by circumstance: changes an hour. Fitted by
// `npm run bench:fit` to the days in test/traces; docs/pace.md says how.

export const circumstances = [
  'quiet',
  'before-half-hour',
  'quiet-unsignalled',
  'before-half-hour-unsignalled',
  'away',
  'meeting-begins',
  'meeting-begins-unsignalled',
  'meeting',
  'meeting-unsignalled',
  'recorded-call',
  'meeting-call-at-half-hour',
  'meeting-call',
  'call-begins',
  'call',
  'long-call',
  'very-long-call',
  'presenting-begins',
  'presenting',
  'do-not-disturb',
] as const
export type Circumstance = (typeof circumstances)[number]
export type Rates = Readonly<Record<Circumstance, number>>

export const changeRates = {
  quiet: 0.13,
  'before-half-hour': 0.23,
  'quiet-unsignalled': 0.48,
  'before-half-hour-unsignalled': 2.2,
  away: 0.96,
  'meeting-begins': 2.4,
  'meeting-begins-unsignalled': 32,
  meeting: 0.22,
  'meeting-unsignalled': 1.3,
  'recorded-call': 0.3,
  'meeting-call-at-half-hour': 4,
  'meeting-call': 0.98,
  'call-begins': 1.7,
  call: 11,
  'long-call': 3.2,
  'very-long-call': 4.1,
  'presenting-begins': 0.21,
  presenting: 5.7,
  'do-not-disturb': 1.7,
} as const satisfies Rates

/** With so many changes an hour the gap is the average gap: while calls come with a signal, and while they do not. */
export const averageChanges = { signalled: 0.3, unsignalled: 0.95 }
