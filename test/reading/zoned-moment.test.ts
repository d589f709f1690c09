// Graph's dateTimeTimeZone.
import { expect, test } from 'vitest'
import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana'
import { readZonedMoment } from '../../app/reading/zoned-moment.ts'

test.each<[string, string, string, string]>([
  [
    'a Windows zone, seven digits',
    '2026-11-23T17:00:00.0000000',
    'Pacific Standard Time',
    '2026-11-24T01:00:00Z',
  ],
  ['the same in summer', '2026-07-23T17:00:00', 'Pacific Standard Time', '2026-07-24T00:00:00Z'],
  ['an IANA zone', '2026-11-23T17:00:00', 'Europe/Berlin', '2026-11-23T16:00:00Z'],
  ['UTC', '2026-11-23T17:00:00.0000000', 'UTC', '2026-11-23T17:00:00Z'],
  ['without seconds', '2026-11-23T17:00', 'Russian Standard Time', '2026-11-23T14:00:00Z'],
  ['half an hour', '2026-11-23T17:00:00', 'India Standard Time', '2026-11-23T11:30:00Z'],
  ['three quarters', '2026-11-23T17:00:00', 'Nepal Standard Time', '2026-11-23T11:15:00Z'],
  ['the other side of the date line', '2026-11-23T08:00:00', 'Tonga Standard Time', '2026-11-22T19:00:00Z'],
  ['Z overrides the zone', '2026-11-23T17:00:00Z', 'Pacific Standard Time', '2026-11-23T17:00:00Z'],
  ['an offset overrides the zone', '2026-11-23T17:00:00.1234567+02:00', 'UTC', '2026-11-23T15:00:00Z'],
  ['a skipped hour', '2026-03-29T02:30:00', 'W. Europe Standard Time', '2026-03-29T01:30:00Z'],
  ['a skipped hour, west', '2026-03-08T02:30:00', 'Eastern Standard Time', '2026-03-08T07:30:00Z'],
  ['a repeated hour', '2026-10-25T02:30:00', 'W. Europe Standard Time', '2026-10-25T01:30:00Z'],
  ['a repeated hour, west', '2026-11-01T01:30:00', 'Eastern Standard Time', '2026-11-01T06:30:00Z'],
  ['the hour before it', '2026-10-25T01:30:00', 'W. Europe Standard Time', '2026-10-24T23:30:00Z'],
])('%s: %s in %s', (_name, dateTime, timeZone, moment) => {
  expect(readZonedMoment(dateTime, timeZone)).toEqual({ kind: 'moment', at: Date.parse(moment) })
})

// .NET's TimeZoneInfo finds a zone by its id in any letter case.
test('a Windows zone is known in any letter case, as the zone of Unicode CLDR', () => {
  const dateTime = '2026-11-23T17:00:00'
  const names = new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName))
  expect(names.size).toBeGreaterThan(100)
  for (const name of names) {
    const expected = readZonedMoment(dateTime, findIana(name, '001')[0] ?? '')
    expect(expected.kind, name).toBe('moment')
    for (const written of [name, name.toLowerCase(), name.toUpperCase(), ` ${name} `])
      expect(readZonedMoment(dateTime, written), written).toEqual(expected)
  }
})

test.each([
  ['2026-11-23T17:00:00', 'Middle Earth Standard Time'],
  ['2026-11-23T17:00:00', ''],
  ['2026-11-23T17:00:00', 'constructor'],
  ['2026-13-23T17:00:00', 'UTC'],
  ['soon', 'UTC'],
])('%s in %s is returned as written', (dateTime, timeZone) => {
  expect(readZonedMoment(dateTime, timeZone)).toEqual({ kind: 'as-written', dateTime, timeZone })
})
