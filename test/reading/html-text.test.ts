// The text of HTML of mail programs.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOfHtml } from '../../app/reading/html-text.ts'
import { plainText } from '../../app/reading/plain-text.ts'
import { pieces } from '../../bench/hostile/hostile-text.ts'

test.each([
  ['a list', '<ul><li>One</li><li>Two</li></ul>', '* One\n * Two'],
  ['a list with numbers', '<p>Do</p><ol start=3><li>this<li>that</ol>', 'Do\n\n 3. this\n 4. that'],
  ['a list within a list', '<ol><li>a<ul><li>b</ul><li>c</ol>', '1. a\n * b\n 2. c'],
  [
    'a table row a line',
    '<table><tr><td>Desk</td><td>1234</td></tr><tr><td>Fax</td></tr></table>',
    'Desk 1234\nFax',
  ],
  ['preformatted text', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
  ['white space between tags', '<div>\n  <b>a</b>\n  <i>b</i>\n</div>\n<div> c </div>', 'a b\nc'],
  ['a word with tags inside', 'un<b>break</b>able', 'unbreakable'],
  ['breaks in a row', 'a<br><br>b<br>c', 'a\n\nb\nc'],
  [
    'a link to the e-mail address that it shows',
    '<a href="mailto:a@contoso.com">a@contoso.com</a>',
    'a@contoso.com',
  ],
  ['a link without text', '<a href="https://contoso.com/"></a>.', '(https://contoso.com/).'],
  [
    'an address with entities',
    '<a href="https://contoso.com/?a=1&amp;b=2">x</a>',
    'x (https://contoso.com/?a=1&b=2)',
  ],
  ['links that lead nowhere', '<a href="javascript:alert(1)">x</a><a href="#top">y</a>', 'xy'],
  ['a script that never ends', 'a<script>alert("</p>")', 'a'],
  ['pictures', 'a<svg><text>b</text></svg><img alt=c>d', 'ad'],
  ['comments of Office', '<!--[if mso]><p>no</p><![endif]--><p>yes</p><o:p></o:p>', 'yes'],
  ['character references', '&#x1F600; &#8364; &#0; &bogus; &amp', '😀 € \uFFFD &bogus; &'],
])('%s', (_name, html, text) => {
  expect(plainText(`<p>${html}`)).toBe(text)
})

describe('lists with any type and start', () => {
  const types = ['1', 'a', 'A', 'i', 'I', 'x', '']
  const starts = ['10000', '3999', '4000', '0', '-5', '1e9', 'NaN', '999999999999999999999', '2.5', '']
  test.each(types.flatMap((type) => starts.map((start) => [type, start] as const)))(
    'type=%s start=%s',
    (type, start) => {
      const text = plainText(`<p>Away</p><ol type="${type}" start="${start}"><li>x</ol><p>Back</p>`)
      expect(text).toMatch(/^Away\n\n ?-?\d+\. x\n\nBack$/)
    },
  )
})

test('never throws, and the text is not much longer than the HTML', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())), (parts) => {
      const html = parts.join('')
      expect(textOfHtml(html).length).toBeLessThanOrEqual(html.length * 4 + 20)
    }),
    { numRuns: 2000 },
  )
})
