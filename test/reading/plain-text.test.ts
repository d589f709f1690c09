// Messages as plain text.
import { expect, test } from 'vitest'
import { plainText } from '../../app/reading/plain-text.ts'

test.each([
  [
    'paragraphs and line breaks',
    '<html><body><p>First</p><p>Second<br>third</p></body></html>',
    'First\n\nSecond\nthird',
  ],
  ['entities', '<p>R&amp;D &lt;closed&gt;&nbsp;today</p>', 'R&D <closed> today'],
  [
    'no scripts, styles or pictures',
    '<style>p{}</style><script>alert(1)</script><img src=x onerror=alert(1)><p>Hi</p>',
    'Hi',
  ],
  [
    'the address of a link',
    '<a href="https://contoso.com/help">the desk</a>',
    'the desk (https://contoso.com/help)',
  ],
  [
    'an address in angle brackets is not a tag',
    'Write to <anna@contoso.com> if 1 < 2',
    'Write to <anna@contoso.com> if 1 < 2',
  ],
  ['plain text keeps its breaks', 'One\r\nTwo\n\n\n\nThree  \n', 'One\nTwo\n\nThree'],
  ['no control or direction marks', 'a\u0000b\u202Ec\u2066d', 'abcd'],
  ['right-to-left text stays', 'אני בחופשה', 'אני בחופשה'],
  ['headings are not in capitals', '<h1>Gone fishing</h1>', 'Gone fishing'],
  ['nothing', '<html><body></body></html>', ''],
])('%s', (_name, message, text) => {
  expect(plainText(message)).toBe(text)
})
