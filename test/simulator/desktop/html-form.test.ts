import { expect, test } from 'vitest'
import { firstForm } from '../../../simulator/desktop/html-form.ts'

test('the first form is parsed as a browser submits it', () => {
  const form = firstForm(`<title>x</title><p>hi
    <FORM Method=POST action="/next?a=1&amp;b=2">
      <input type=hidden name=code value="a&amp;b &quot;c&quot;">
      <input name=user value=ada><input name=empty><input value=nameless>
      <input type=checkbox name=on checked><input type=checkbox name=off value=1>
      <select name=tenant><option value=1>one<option selected>two</select>
      <textarea name=note>some
text</textarea>
      <input name=dead value=1 disabled><input type=submit name=go value=Go><button name=b value=1>B</button>
    </FORM><form action=/other></form>`)
  expect(form).toMatchObject({ method: 'post', action: '/next?a=1&b=2' })
  expect([...(form?.fields ?? [])]).toEqual([
    ['code', 'a&b "c"'],
    ['user', 'ada'],
    ['empty', ''],
    ['on', 'on'],
    ['tenant', 'two'],
    ['note', 'some\ntext'],
  ])
})

test.each(['', '<p>No form</p>', '<!-- <form> -->', '{"json":"<b>"}'])('%j has no form', (html) => {
  expect(firstForm(html)).toBeNull()
})
