import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linksIn } from '../../renderer/controls/links-in.ts'
import { takesLessThan } from '../support/processor-time.ts'

test.each([
  ['nothing', 'Back on Monday. Call +44 20 7946 0000', []],
  ['a web page', 'See https://contoso.com/a?b=c#d', ['https://contoso.com/a?b=c#d']],
  ['the end of a sentence', 'See http://contoso.com/help.', ['http://contoso.com/help']],
  ['brackets around it', 'the desk (https://contoso.com/help)', ['https://contoso.com/help']],
  ['brackets of its own', '(https://contoso.com/Tally_(film))', ['https://contoso.com/Tally_(film)']],
  [
    'quotes and angle brackets',
    '<https://contoso.com/a> «www.contoso.com»',
    ['https://contoso.com/a', 'www.contoso.com'],
  ],
  ['no scheme', 'www.contoso.com/help!', ['www.contoso.com/help']],
  ['mail', 'Write to jane.doe+desk@mail.contoso.com.', ['jane.doe+desk@mail.contoso.com']],
  ['mailto, as the address itself', 'mailto:jane@contoso.com or jane@contoso.com', ['jane@contoso.com']],
  ['capital letters', 'HTTPS://CONTOSO.COM', ['HTTPS://CONTOSO.COM']],
  ['other scripts', 'https://пример.рф/справка, пишите', ['https://пример.рф/справка']],
  ['each once, in order', 'www.b.com www.a.com www.b.com', ['www.b.com', 'www.a.com']],
  ['no other scheme', 'javascript:alert(1) file:///etc/passwd', []],
])('%s', (_name, text, links) => {
  expect(linksIn(text)).toEqual(links)
})

test.each([
  ['x'.repeat(20_000)],
  ['x.'.repeat(10_000)],
  [`x@${'x.'.repeat(10_000)}`],
  [`https://${')'.repeat(20_000)}`],
  ['https://'.repeat(2500)],
])('20,000 characters are searched in under 200 ms', (text) => {
  expect(takesLessThan(200, () => linksIn(text))).toBe(true)
})

test('each address is a part of the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('https://', 'www.', '@a.b', '(', ').'), (text, sign) => {
      const message = `${text}${sign}${text}`
      for (const link of linksIn(message)) expect(message).toContain(link)
    }),
  )
})
