// Desktop entries by their specification: groups, keys, escapes, lists, commands.
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
  test('keys of [Desktop Entry] alone, with or without blanks, comments and CRLF', () => {
    const text =
      '# a comment\r\n\r\n[Desktop Entry]\r\nExec = a b \r\n#Exec=no\r\n  Name=x=y\r\n\r\n[Desktop Action New]\r\nExec=other\r\nHidden=true\r\n'
    expect([...(readDesktopEntry(text) ?? [])]).toEqual([
      ['Exec', 'a b '],
      ['Name', 'x=y'],
    ])
  })

  test.each([
    ['', 'nothing'],
    ['# a comment\n', 'a comment alone'],
    ['Exec=a\n', 'no group'],
    ['[Other]\nExec=a\n[Desktop Entry]\nExec=b\n', 'another group first'],
    ['[Desktop Entry]\nExec\n', 'a line that is no key'],
    ['[Desktop Entry]\n=a\n', 'a value without its key'],
    ['\0\0\0\0', 'zeros'],
  ])('%j is none: %s', (text) => {
    expect(readDesktopEntry(text)).toBeNull()
  })

  test('the last of two keys counts', () => {
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

describe('for which desktop', () => {
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
    // the first name that either side lists
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
    // the string's escapes come first: a blank, a tab, a backslash
    ['tally\\sx', ['tally', 'x']],
    ['"a\\tb"', ['a\tb']],
    ['"a\\\\$b"', ['a$b']],
    ['"a\\\\\\\\b"', ['a\\b']],
  ])('%j', (value, words) => {
    expect(commandOf(value)).toEqual(words)
  })

  test.each(['', '   ', '"tally', "tally 'x", '%U', '""', 'tally %x', 'tally 5%'])('%j is none', (value) => {
    expect(commandOf(value)).toBeNull()
  })

  /** Word by word from the front, each piece by its own rule. */
  function slowly(text: string, words: string[] = [], word: string | null = null): string[] | null {
    const joined = (piece: string) => (word ?? '') + piece
    if (text === '') return word === null ? words : [...words, word]
    const blank = /^[ \t\n\r]+/.exec(text)
    if (blank) return slowly(text.slice(blank[0].length), word === null ? words : [...words, word])
    const double = /^"((?:\\["`$\\]|\\(?!["`$\\])|[^"\\])*)"/.exec(text)
    if (double) {
      const inside = (double[1] ?? '').replace(/\\(["`$\\])/g, '$1')
      return slowly(text.slice(double[0].length), words, joined(inside))
    }
    const single = /^'([^']*)'/.exec(text)
    if (single) return slowly(text.slice(single[0].length), words, joined(single[1] ?? ''))
    if (/^["']/.test(text)) return null
    const escaped = /^\\(.)/s.exec(text)
    if (escaped) return slowly(text.slice(2), words, joined(escaped[1] ?? ''))
    return slowly(text.slice(1), words, joined(text[0] ?? ''))
  }

  test(`is split as slowly by hand (${TRIED} tried)`, () => {
    const letters = fc.array(fc.constantFrom('a', ' ', '"', "'", '\\', '$', '`', '\t', 'ж'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(letters, (pieces) => {
        const text = pieces.join('')
        const words = slowly(text)
        // As a value of the file its backslashes are doubled.
        expect(commandOf(text.replaceAll('\\', '\\\\'))).toEqual(words?.[0] ? words : null)
      }),
      { numRuns: TRIED },
    )
  })
})
