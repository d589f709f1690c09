// The built program with a compromised window: floods and junk messages through the real contract, markup in the page.
import { expect } from 'vitest'
import { commandNames } from '../../app/contract/channels.ts'
import { test } from '../e2e/stage/story.ts'

const CALLS = 600

test.concurrent(`a page that sends endless requests does not stop the light (${CALLS} calls tried)`, async ({
  startSignedIn,
  fake,
  soon,
}) => {
  const app = await startSignedIn({ intervalSeconds: 5 }, { clock: 'controlled' })
  const page = (await app.window()).locator('html')
  await (await app.window()).getByRole('main').waitFor()
  const endsTheLight = ['signOut', 'hideWindow', 'tryDemo', 'followThisComputer', 'pause', 'switchFeature']
  const names = commandNames.filter((name) => !endsTheLight.includes(name))
  const outcome = await page.evaluate(
    async (_page, { names, calls }) => {
      const junk: unknown[] = [
        undefined,
        null,
        '1-h',
        { polluted: 1 },
        'x'.repeat(10_000),
        { theme: 'dark' },
        [[]],
      ]
      const asked = Array.from({ length: calls }, (_, at) => {
        const ask: unknown = Reflect.get(globalThis.window.tally, names[at % names.length] ?? '')
        return typeof ask === 'function'
          ? Promise.resolve(Reflect.apply(ask, null, [junk[at % junk.length]]))
          : null
      })
      const settled = await Promise.allSettled(asked)
      return {
        refused: settled.filter(({ status }) => status === 'rejected').length,
        answers: JSON.stringify(settled),
      }
    },
    { names, calls: CALLS },
  )
  expect(outcome.refused).toBeGreaterThan(CALLS / 5)
  for (const secret of fake.secrets()) expect(outcome.answers).not.toContain(secret)

  fake.presence = { availability: 'DoNotDisturb', activity: 'Presenting' }
  // Longer than any delay that the flood can cause; in steps, in which an answer arrives before its request times out.
  await app.hold()
  for (let passedMs = 0; passedMs < 60_000 && (await app.light()) !== 'presenting'; passedMs += 5000)
    await app.pass(5000)
  await soon(app.light).toBe('presenting')
  const { openedUrls, errors } = await app.desktop()
  expect(errors).toEqual([])
  // Only Microsoft's own pages were opened.
  for (const url of openedUrls)
    expect(url).toMatch(/^(?:https:\/\/(?:login\.microsoftonline|entra\.microsoft)\.com\/|file:\/\/)/)
})

/** The effect of each attack, as found in the page. */
const WITHOUT_EFFECT = {
  pwned: false,
  markup: 0,
  innerHtml: true,
  code: true,
  script: true,
  policy: true,
  opened: true,
}

test.concurrent(`text in the page becomes no markup, code or navigation (${Object.keys(WITHOUT_EFFECT).length} ways tried)`, async ({
  startSignedIn,
  fake,
  soon,
}) => {
  fake.presence = {
    availability: '<b>In the clouds</b>',
    activity: '<img src=x onerror="globalThis.pwned=1">',
    statusMessage: {
      message: { content: '<b>bold</b> <script>globalThis.pwned=1</script>1 < 2 <i>', contentType: 'text' },
    },
    outOfOfficeSettings: {
      isOutOfOffice: false,
      message: '<svg onload="globalThis.pwned=1"></svg><p>Away</p>',
    },
  }
  const app = await startSignedIn()
  const window = await app.window()
  await window.getByText('1 <').first().waitFor()
  await soon(app.tooltip).toContain('<img')
  const page = window.locator('html')
  const found = await page.evaluate(async () => {
    const refused = (act: () => unknown) => {
      try {
        act()
        return false
      } catch {
        return true
      }
    }
    // During Runtime.evaluate of DevTools the policy does not block eval; afterwards it does.
    await new Promise((resolve) => setTimeout(resolve))
    const script = document.createElement('script')
    return {
      pwned: 'pwned' in globalThis,
      markup: document.querySelectorAll('main :is(b, i, script, img[src="x"], svg[onload])').length,
      innerHtml: refused(() => {
        document.createElement('p').innerHTML = '<b>bold</b>'
      }),
      // biome-ignore lint/security/noGlobalEval: the test is that it is blocked
      code: refused(() => globalThis.eval('1')) && refused(() => new Function('return 1')),
      script: refused(() => {
        script.src = 'https://evil.example/x.js'
      }),
      policy: refused(() => Reflect.get(globalThis, 'trustedTypes').createPolicy('mine', {})),
      opened: globalThis.window.open('https://evil.example/') === null,
    }
  })
  expect(found).toEqual(WITHOUT_EFFECT)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://evil.example/'
    document.body.append(link)
    link.click()
  })
  // Sent after the click on the same channel: when it is answered, the click has been handled.
  await page.evaluate(() => globalThis.window.tally.readHistory())
  const { openedUrls, window: shown } = await app.desktop()
  expect(shown?.url).toMatch(/^app:\/\/tally-light\//)
  expect(openedUrls.filter((url) => url.includes('evil'))).toEqual([])
})
