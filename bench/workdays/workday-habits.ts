// What the people of generated workdays do, on average: the numbers that `--set` of bench:workdays changes.

export const usualHabits = {
  meetingsPerDay: 4,
  /** The mean delay with which a meeting is joined, s. */
  joinLate: 45,
  /** The deviation of the end of a meeting's call from the meeting's, s. */
  overrun: 120,
  /** The share of meetings that are joined. */
  joins: 0.8,
  /** The share of joined meetings in which the user presents. */
  presents: 0.2,
  callsPerDay: 3,
  /** The median length. */
  callMinutes: 6,
  /** Besides lunch. */
  breaksPerDay: 5,
  /** The median length. */
  breakMinutes: 7,
  /** The share of breaks in which the computer is locked. */
  locksOnBreak: 0.7,
  /** Times of focus, for which Teams sets Do not disturb. */
  focusPerDay: 0.4,
  /** Calls on a telephone in an hour of breaks. */
  phoneCallsAway: 0.3,
  networkLossPerDay: 0.3,
  suspendsPerDay: 0.4,
  glancesPerHour: 12,
  /** The share of glances within a minute after a change. */
  glanceAfterChange: 0.5,
  /** The share of days with an out-of-office reply. */
  outOfOfficeDays: 0.04,
  /** The share of calls at the desk that are taken on a telephone, so that this computer does not record. */
  callsByPhone: 0.1,
  /** Recordings of 1 to 11 minutes that are no call, such as a dictation. */
  otherRecordingsPerDay: 1.5,
  /** Recordings of 2 to 12 s. */
  shortRecordingsPerDay: 0.5,
}
export type WorkdayHabits = typeof usualHabits

export const isHabit = (name: string): name is keyof WorkdayHabits => Object.hasOwn(usualHabits, name)
