// The history as CSV.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LitName } from '../../app/model/light.ts'
import { csvName, csvOf } from '../../app/storage/history-csv.ts'
import { litTitle } from '../../words/status.ts'
import { wordsIn } from '../../words/words.ts'

const at = (moment: string) => Date.parse(moment)
const words = (light: LitName) => (light === 'in-a-call-oof' ? 'В звонке, "не на работе"' : light)

test('has a row for each span, in local time with its offset', () => {
  const timeline = [
    { light: 'available' as const, from: at('2026-10-25T00:30Z'), until: at('2026-10-25T01:30:00.400Z') },
    { light: 'in-a-call-oof' as const, from: at('2026-11-23T09:00Z'), until: at('2026-11-23T09:42:10Z') },
  ]
  expect(csvOf(timeline, 'Europe/Berlin', words)).toBe(
    '\uFEFFfrom,until,seconds,light,words\r\n' +
      '2026-10-25T02:30:00+02:00,2026-10-25T02:30:00+01:00,3600,available,available\r\n' +
      '2026-11-23T10:00:00+01:00,2026-11-23T10:42:10+01:00,2530,in-a-call-oof,"В звонке, ""не на работе"""\r\n',
  )
})

test('what this computer saw is a light of its own', () => {
  const from = at('2026-11-23T09:00Z')
  const timeline = [{ light: 'in-a-call-local' as const, from, until: from + 60_000 }]
  expect(csvOf(timeline, 'UTC', (light) => litTitle(light, wordsIn('en')))).toContain(
    ',60,in-a-call-local,"In a call, seen on this computer"\r\n',
  )
})

test('the seconds of a row are the difference of its times, so adjacent rows add up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      (lengths) => {
        let until = at('2026-11-23T09:00:00.700Z')
        const timeline = lengths.map((length) => {
          const from = until
          until += length
          return { light: 'busy' as const, from, until }
        })
        const rows = csvOf(timeline, 'Europe/Berlin', words)
          .trim()
          .split('\r\n')
          .slice(1)
          .map((row) => row.split(','))
        for (const [from = '', to = '', seconds] of rows)
          expect(Number(seconds)).toBe((Date.parse(to) - Date.parse(from)) / 1000)
      },
    ),
  )
})

test('an empty history is a table without rows', () => {
  expect(csvOf([], 'UTC', words)).toBe('\uFEFFfrom,until,seconds,light,words\r\n')
})

test('its file name has the local day', () => {
  expect(csvName(at('2026-11-23T23:30Z'), 'Asia/Tokyo')).toBe('Tally Light 2026-11-24.csv')
  expect(csvName(at('2026-11-23T23:30Z'), 'America/New_York')).toBe('Tally Light 2026-11-23.csv')
})

test('any time in any zone can be parsed back', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const second = fc.integer({ min: Date.UTC(1973) / 1000, max: Date.UTC(2100) / 1000 })
  fc.assert(
    fc.property(zones, second, (zone, seconds) => {
      const from = seconds * 1000
      const row = csvOf([{ light: 'busy', from, until: from }], zone, words).split('\r\n')[1] ?? ''
      expect(Date.parse(row.split(',')[0] ?? '')).toBe(from)
    }),
    { numRuns: 300 },
  )
})
