// Whatever somebody wrote into their automatic reply: it is read in the window as they meant it, and breaks nothing.
import { expect } from 'vitest'
import { test } from '../stage/story.ts'

/** As Outlook keeps an automatic reply: Word's HTML, of which most is not the message. */
const outlook = (body: string) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15">
<style><!--
${'@font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}\n'.repeat(40)}
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0in; font-size:11.0pt; font-family:"Calibri",sans-serif;}
--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026"/></xml><![endif]--></head>
<body lang="EN-US" link="#0563C1" style="word-wrap:break-word"><div class="WordSection1">${body}</div></body></html>`
const paragraph = (text: string) =>
  `<p class="MsoNormal"><span style="color:black">${text}<o:p></o:p></span></p>`

const family = '👨‍👩‍👧‍👦'
const long = Array.from({ length: 250 }, (_, line) =>
  `Line ${line + 1} of what I have to say.`.padEnd(39),
).join('\n')

const messages: readonly [name: string, message: string | null, text: string | null, direction?: 'rtl'][] = [
  ['10,000 characters', long, long.replaceAll(/ +$/gm, '')],
  ['10,000 characters without a blank', 'x'.repeat(10_000), 'x'.repeat(10_000)],
  [
    'HTML as Outlook writes it',
    outlook(
      paragraph('I am on leave &amp; back on <b>7&nbsp;December</b>.') + paragraph('Regards,<br>Adele'),
    ),
    'I am on leave & back on 7 December.\n\nRegards,\nAdele',
  ],
  [
    'HTML that wants to do something',
    '<p onclick="x()">Hi<script>document.title="x"</script><img src=x onerror="x()"><iframe src="//x"></iframe></p>',
    'Hi',
  ],
  [
    '10,000 characters in HTML',
    outlook(paragraph('I am away. ').repeat(1000)),
    Array.from({ length: 1000 }, () => 'I am away.').join('\n\n'),
  ],
  ['Arabic', 'أنا في إجازة حتى 7 ديسمبر.', 'أنا في إجازة حتى 7 ديسمبر.', 'rtl'],
  [
    'Hebrew with Latin',
    'אני בחופשה, פנו אל Contoso Helpdesk.',
    'אני בחופשה, פנו אל Contoso Helpdesk.',
    'rtl',
  ],
  ['emoji', `${family.repeat(3)} 🇩🇪🇫🇷 👍🏽 back on Monday`, `${family.repeat(3)} 🇩🇪🇫🇷 👍🏽 back on Monday`],
  ['null', null, null],
  ['an empty text', '', null],
  ['only tags', outlook('<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'), null],
]

test('every kind of out-of-office message is read as it was meant', async ({
  startHeld,
  fake,
  soon,
  answered,
}) => {
  const app = await startHeld({ intervalSeconds: 600, theme: 'light' })
  const page = await app.page()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  const window = await app.window()
  const shown = window.getByRole('group', { name: 'Out-of-office message' })
  const all = window.getByRole('button', { name: 'Show all' })
  const less = window.getByRole('button', { name: 'Show less' })
  for (const [name, message, text, direction = 'ltr'] of messages) {
    fake.presence = {
      availability: 'Away',
      activity: 'Away',
      outOfOfficeSettings: { isOutOfOffice: true, message },
    }
    await app.passToNextClick()
    await app.menu('Check now')
    await answered(app)
    if (text === null) {
      await window.getByText('No message is set.').waitFor()
      await soon(() => shown.count()).toBe(0)
      continue
    }
    await soon(() => shown.textContent()).toBe(text)
    expect(await shown.locator('*').count(), name).toBe(0)
    await expectTidy(name)
    const isLong = text.split('\n').length > 3 || text.length > 200
    await soon(() => all.count()).toBe(isLong ? 1 : 0)
    expect(await firstLetterIsAt(), name).toBe(direction)
    if (!isLong) continue
    await all.press('Enter')
    await less.waitFor()
    await expectTidy(name)
    // The last word can be scrolled to, and the way back is there.
    await less.scrollIntoViewIfNeeded()
    await less.press('Enter')
    await all.waitFor()
  }
  expect(faults).toEqual([])
  expect((await app.desktop()).errors).toEqual([])

  /** Nothing sticks out to the side. */
  async function expectTidy(name: string) {
    const out = await window
      .locator('main')
      .evaluate((main) =>
        [main, ...main.querySelectorAll(':not(.cut, .visually-hidden)')]
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map((part) => part.outerHTML.slice(0, 80)),
      )
    expect(out, name).toEqual([])
  }

  /** On which side the text begins. */
  async function firstLetterIsAt() {
    return shown.evaluate((box) => {
      const range = document.createRange()
      const [text] = box.childNodes
      if (!text) return null
      range.setStart(text, 0)
      range.setEnd(text, 1)
      const letter = range.getBoundingClientRect()
      const { left, right } = box.getBoundingClientRect()
      return letter.left - left < right - letter.right ? 'ltr' : 'rtl'
    })
  }
})
