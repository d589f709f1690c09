// Parsing desktop entries: groups, keys, escapes, lists, commands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commandOf,
  isForDesktop,
  isTrue,
  listed,
  readDesktopEntry,
} from '../../../app/desktop/login/desktop-entry.ts'

const TRIED = 2000

describe('the file', () => {
  test('only the keys of [Desktop Entry], with spaces, comments and CRLF', () => {
    const text =
      '# a comment\r\n\r\n[Desktop Entry]\r\nExec = a b \r\n#Exec=no\r\n  Name=x=y\r\n\r\n[Desktop Action New]\r\nExec=other\r\nHidden=true\r\n'
    expect([...(readDesktopEntry(text) ?? [])]).toEqual([
      ['Exec', 'a b '],
      ['Name', 'x=y'],
    ])
  })

  test.each([
    ['', 'nothing'],
    ['# a comment\n', 'only a comment'],
    ['Exec=a\n', 'no group'],
    ['[Other]\nExec=a\n[Desktop Entry]\nExec=b\n', 'another group first'],
    ['[Desktop Entry]\nExec\n', 'a line that is not a key'],
    ['[Desktop Entry]\n=a\n', 'a value without a key'],
    ['\0\0\0\0', 'zeros'],
  ])('%j is not an entry: %s', (text) => {
    expect(readDesktopEntry(text)).toBeNull()
  })

  test('the last of two keys is used', () => {
    expect(readDesktopEntry('[Desktop Entry]\nHidden=true\nHidden=false\n')?.get('Hidden')).toBe('false')
  })

  test.each([
    ['true', true],
    ['true  ', true],
    ['1', true],
    ['false', false],
    ['True', false],
    ['0', false],
    ['', false],
    [undefined, false],
  ])('%j is %s', (value, is) => {
    expect(isTrue(value)).toBe(is)
  })

  test.each([
    ['GNOME;KDE;', ['GNOME', 'KDE']],
    ['GNOME;KDE', ['GNOME', 'KDE']],
    ['a\\;b;c\\sd', ['a;b', 'c d']],
    ['', []],
    [';', []],
  ])('the list %j', (value, parts) => {
    expect(listed(value)).toEqual(parts)
  })
})

describe('OnlyShowIn and NotShowIn', () => {
  const isFor = (lines: string, desktops: string) => {
    const entry = readDesktopEntry(`[Desktop Entry]\n${lines}`)
    return entry && isForDesktop(entry, desktops.split(':').filter(Boolean))
  }

  test.each([
    ['', 'GNOME', true],
    ['OnlyShowIn=KDE;', 'GNOME', false],
    ['OnlyShowIn=KDE;', 'KDE', true],
    ['OnlyShowIn=GNOME;', 'ubuntu:GNOME', true],
    ['OnlyShowIn=gnome;', 'GNOME', false],
    ['OnlyShowIn=KDE;', '', false],
    ['OnlyShowIn=', 'GNOME', false],
    ['NotShowIn=KDE;', 'GNOME', true],
    ['NotShowIn=KDE;', 'KDE', false],
    ['NotShowIn=GNOME;', 'ubuntu:GNOME', false],
    ['NotShowIn=KDE;', '', true],
    // the first name that is in either list
    ['OnlyShowIn=ubuntu;\nNotShowIn=GNOME;', 'ubuntu:GNOME', true],
    ['OnlyShowIn=GNOME;\nNotShowIn=ubuntu;', 'ubuntu:GNOME', false],
  ])('%j on %j: %s', (lines, desktops, is) => {
    expect(isFor(lines, desktops)).toBe(is)
  })
})

describe('the command', () => {
  test.each([
    ['tally', ['tally']],
    ['  tally   --hidden  ', ['tally', '--hidden']],
    ['"/my apps/tally" "a b"', ['/my apps/tally', 'a b']],
    ['tally %U --x', ['tally', '--x']],
    ['tally --at=%k.', ['tally', '--at=.']],
    ['tally 100%%', ['tally', '100%']],
    ['"tally" ""', ['tally', '']],
    // quoted in part, or in single quotation marks
    ['"/my apps"/tally', ['/my apps/tally']],
    ["'/my apps/tally' x", ['/my apps/tally', 'x']],
    // the string is unescaped first: a space, a tab, a backslash
    ['tally\\sx', ['tally', 'x']],
    ['"a\\tb"', ['a\tb']],
    ['"a\\\\$b"', ['a$b']],
    ['"a\\\\\\\\b"', ['a\\b']],
  ])('%j', (value, words) => {
    expect(commandOf(value)).toEqual(words)
  })

  test.each(['', '   ', '"tally', "tally 'x", '%U', '""', 'tally %x', 'tally 5%'])(
    '%j is not a command',
    (value) => {
      expect(commandOf(value)).toBeNull()
    },
  )

  /** A second parser, recursive, with a regular expression for each kind of token. */
  function parseByRules(text: string, words: string[] = [], word: string | null = null): string[] | null {
    const joined = (piece: string) => (word ?? '') + piece
    if (text === '') return word === null ? words : [...words, word]
    const blank = /^[ \t\n\r]+/.exec(text)
    if (blank) return parseByRules(text.slice(blank[0].length), word === null ? words : [...words, word])
    const double = /^"((?:\\["`$\\]|\\(?!["`$\\])|[^"\\])*)"/.exec(text)
    if (double) {
      const inside = (double[1] ?? '').replace(/\\(["`$\\])/g, '$1')
      return parseByRules(text.slice(double[0].length), words, joined(inside))
    }
    const single = /^'([^']*)'/.exec(text)
    if (single) return parseByRules(text.slice(single[0].length), words, joined(single[1] ?? ''))
    if (/^["']/.test(text)) return null
    const escaped = /^\\(.)/s.exec(text)
    if (escaped) return parseByRules(text.slice(2), words, joined(escaped[1] ?? ''))
    return parseByRules(text.slice(1), words, joined(text[0] ?? ''))
  }

  test(`is split as by a second parser (${TRIED} tried)`, () => {
    const letters = fc.array(fc.constantFrom('a', ' ', '"', "'", '\\', '$', '`', '\t', 'ж'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(letters, (pieces) => {
        const text = pieces.join('')
        const words = parseByRules(text)
        // Backslashes are doubled in a value of the file.
        expect(commandOf(text.replaceAll('\\', '\\\\'))).toEqual(words?.[0] ? words : null)
      }),
      { numRuns: TRIED },
    )
  })
})
