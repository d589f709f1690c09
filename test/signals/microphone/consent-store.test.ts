// What Windows' ConsentStore says of the programs that record, on outputs of `reg query`.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Consent,
  consentsIn,
  type DoubtfulUses,
  usesIn,
} from '../../../app/signals/microphone/consent-store.ts'
import { readOrNull, recordedOutput, truncations } from './recorded-output.ts'

/** What each of a row of looks shows. */
function looks(outputs: readonly string[]) {
  let doubtful: DoubtfulUses | null = null
  return outputs.map((output) => {
    const look = usesIn(consentsIn(recordedOutput(output)), doubtful)
    doubtful = look.doubtful
    return look.programs
  })
}

describe('which programs record', () => {
  test('packaged ones and others', () => {
    expect(looks(['reg-quiet', 'reg-teams-open', 'reg-teams-and-zoom-open', 'reg-quiet'])).toEqual([
      [],
      ['Microsoft Teams'],
      ['Microsoft Teams', 'Zoom'],
      [],
    ])
  })

  test('one that is not in the store before', () => {
    expect(looks(['reg-quiet', 'reg-cyrillic-open'])).toEqual([[], ['Телемост']])
  })

  test('what is open at the first look, perhaps since a crash, does not count until it was closed', () => {
    expect(
      looks(['reg-teams-open', 'reg-teams-open', 'reg-teams-and-zoom-open', 'reg-quiet', 'reg-teams-open']),
    ).toEqual([[], [], ['Zoom'], [], ['Microsoft Teams']])
  })

  test('it counts when it is opened anew without having been closed', () => {
    const open = (startedAt: string): Consent[] => [{ key: 'MSTeams_8wekyb3d8bbwe', startedAt, isOpen: true }]
    const { doubtful } = usesIn(open('1dc5f9a1'), null)
    expect(usesIn(open('1dc5f9a1'), doubtful).programs).toEqual([])
    expect(usesIn(open('1dc5f9b2'), doubtful).programs).toEqual(['Microsoft Teams'])
  })
})

test('a name in the code page of a console is not shown in wrong letters', () => {
  const read = (output: string) => consentsIn(recordedOutput(output).replaceAll(/[а-я]/gi, '\uFFFD'))
  const { doubtful } = usesIn(read('reg-quiet'), null)
  expect(usesIn(read('reg-cyrillic-open'), doubtful).programs).toEqual([null])
})

describe('the output of reg.exe', () => {
  const full = recordedOutput('reg-teams-and-zoom-open')

  test('with either end of line', () => {
    expect(consentsIn(full.replaceAll('\r\n', '\n'))).toEqual(consentsIn(full))
  })

  test('with an end in another language', () => {
    expect(consentsIn(`${full}Fin de la recherche : 4 correspondances trouvées.\r\n`)).toEqual(
      consentsIn(full),
    )
  })

  test('cut off anywhere, it shows nothing as open that is not', () => {
    const open = (text: string) =>
      consentsIn(text)
        .filter(({ isOpen }) => isOpen)
        .map(({ key }) => key)
    const all = open(full)
    for (const cut of truncations(full)) {
      for (const key of readOrNull(() => open(cut)) ?? []) expect(all).toContain(key)
    }
    for (const cut of truncations(recordedOutput('reg-quiet')))
      expect(readOrNull(() => open(cut)) ?? []).toEqual([])
  })

  test('any other text is refused, or shows nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readOrNull(() => consentsIn(text)) ?? []).toEqual([])
      }),
    )
    expect(() =>
      consentsIn('ERROR: The system was unable to find the specified registry key or value.'),
    ).toThrow()
  })
})

test('after any row of looks, no program counts that was open all the time', () => {
  const looksOf = fc.array(
    fc.record({ teams: fc.boolean(), zoom: fc.boolean(), startedAt: fc.constantFrom('1', '2') }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(looksOf, (rows) => {
      let doubtful: DoubtfulUses | null = null
      let wasClosed = false
      for (const { teams, zoom, startedAt } of rows) {
        const consents: Consent[] = [
          { key: 'MSTeams_8wekyb3d8bbwe', startedAt: '1', isOpen: teams },
          { key: 'NonPackaged\\C:#Zoom.exe', startedAt, isOpen: zoom },
        ]
        const look = usesIn(consents, doubtful)
        doubtful = look.doubtful
        expect(look.programs.includes('Microsoft Teams')).toBe(teams && wasClosed)
        if (!teams) wasClosed = true
        if (!zoom) expect(look.programs).not.toContain('Zoom')
      }
    }),
  )
})
