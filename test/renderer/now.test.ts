// The Now page: texts and buttons for each light, session and problem.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../../app/model/problems/problem.ts'
import { isLasting } from '../../app/model/problems/problem-kinds.ts'
import { problemWords } from '../../words/problem-words.ts'
import { wordsIn } from '../../words/words.ts'
import { button } from './scenes/controls.ts'
import { choosing } from './scenes/views.ts'
import { type OpenWindow, type WindowStage, windowStage } from './scenes/window-stage.ts'
import {
  CLIENT_ID,
  following,
  minutesAgo,
  NOW,
  outOfOffice,
  presence,
  presenceUnknown,
  stateWith,
  withoutUsername,
} from './scenes/window-states.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

describe('a program that records while Microsoft reports no call', () => {
  const recordingSince = (program: string | null) => ({ recording: [{ program, since: minutesAgo(3) }] })
  const available = presence('Available', 'Available')
  const inACall = presence('Busy', 'InACall')

  test.each([
    ['en', 'Microsoft Teams', 'Microsoft says Available; Microsoft Teams has been recording since 10:42.'],
    ['en', null, 'Microsoft says Available; a program has been recording since 10:42.'],
    ['ru', 'Microsoft Teams', 'Microsoft показывает «Доступен», а Microsoft Teams ведёт запись с 10:42.'],
    ['ru', null, 'Microsoft показывает «Доступен», а какая-то программа ведёт запись с 10:42.'],
    // Neither markup nor a text of the program.
    [
      'en',
      '<b>{{time}}</b> $t(a)',
      'Microsoft says Available; <b>{{time}}</b> $t(a) has been recording since 10:42.',
    ],
  ] as const)('%s, %s: “%s”', async (language, program, text) => {
    const { page, faults } = await stage.open(following(available, { language, ...recordingSince(program) }))
    const note = page.getByRole('main').getByRole('status')
    expect(await note.textContent()).toBe(text)
    expect(faults).toEqual([])
  })

  test('is said once, and no longer when the two agree', async () => {
    const { page, sendState } = await stage.open(following(available, recordingSince('Zoom')))
    const note = page.getByRole('main').getByRole('status')
    await note.waitFor()
    await note.evaluate((element) => element.setAttribute('data-same', ''))
    // A later answer with the same presence does not change the text, so nothing is read again.
    await sendState(following(available, { ...recordingSince('Zoom'), page: 'now' }))
    await page.locator('[data-same]').waitFor()
    await sendState(following(inACall, recordingSince('Zoom')))
    await heading(page).getByText('In a call').waitFor()
    expect(await note.count()).toBe(0)
    await sendState(following(available, recordingSince('Zoom')))
    await note.waitFor()
    await sendState(following(available))
    await note.waitFor({ state: 'detached' })
  })
})

describe('each light', () => {
  const away = outOfOffice('Back on Monday')
  const lights: [graph: object, title: string, picture: string, also: string | null][] = [
    [presence('Available', 'Available'), 'Available', 'available', null],
    [presence('Busy', 'InACall'), 'In a call', 'in-a-call', null],
    [presence('Busy', 'InAConferenceCall'), 'In a call', 'in-a-call', 'In a conference call'],
    [presence('Busy', 'InAMeeting'), 'Busy', 'busy', 'In a meeting'],
    [presence('DoNotDisturb', 'Presenting'), 'Presenting', 'presenting', null],
    [presence('DoNotDisturb', 'Focusing'), 'Do not disturb', 'do-not-disturb', 'Focusing'],
    [presence('Away', 'Away'), 'Away', 'away', null],
    [presence('BeRightBack', 'BeRightBack'), 'Be right back', 'be-right-back', null],
    [presence('Offline', 'OffWork'), 'Offline', 'offline', 'Off work'],
    [presence('Offline', 'OffWork', away), 'Out of office', 'out-of-office', 'Off work'],
    [presence('Available', 'OutOfOffice', away), 'Available, out of office', 'available-oof', null],
    [presence('Busy', 'InACall + OOF', away), 'In a call, out of office', 'in-a-call-oof', null],
    [presence('PresenceUnknown', 'PresenceUnknown'), 'Unknown', 'unknown', null],
    [presence('Daydreaming', 'InTheClouds'), 'In The Clouds', 'unknown', null],
  ]
  let shown: OpenWindow
  beforeAll(async () => {
    shown = await stage.open(stateWith({}))
  })
  test.each(lights)('%j is shown as “%s”', async (graph, title, picture, also) => {
    await shown.sendState(following(graph))
    const { page, faults } = shown
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    const image = page.getByRole('img', { name: title, exact: true })
    await expect(image.getAttribute('src')).resolves.toBe(`./lights/teams/light/${picture}.svg`)
    expect(
      await image.evaluate((shown: HTMLImageElement) => shown.decode().then(() => shown.naturalWidth)),
    ).toBeGreaterThan(0)
    const lines = await page.locator('.hero p').allTextContents()
    expect(lines).toEqual([...(also ? [also] : []), 'since 10:27 · 18 minutes'])
    await expect.poll(() => page.title()).toBe(`${title} · since 10:27 – Tally Light`)
    expect(await page.getByRole('status').textContent()).toBe(`${title} · since 10:27`)
    expect(faults).toEqual([])
  })

  test('a change that was not observed reads "or earlier"', async () => {
    const state = following(presence('Away', 'Away'))
    const { last } = state.following
    const { page } = await stage.open(
      following(presenceUnknown, { following: { last: last && { ...last, witnessed: false } } }),
    )
    await page.getByText('since 10:27 or earlier', { exact: true }).waitFor()
  })

  test('a stale light is marked, dated and not confirmed', async () => {
    const { last } = following(presence('Available', 'Available')).following
    const { page } = await stage.open(
      following(presenceUnknown, {
        following: { stale: true, last: last && { ...last, at: minutesAgo(12) } },
      }),
    )
    await page.getByText('as of 10:33, 12 minutes ago. Not confirmed since.').waitFor()
    await expect(page.getByRole('img').getAttribute('src')).resolves.toBe(
      './lights/teams/light/available-stale.svg',
    )
  })

  test('shows a new state at once', async () => {
    const { page, sendState, commands } = await stage.open(following(presence('Available', 'Available')))
    await sendState(following(presence('Busy', 'InACall')))
    await page.getByRole('heading', { level: 1, name: 'In a call' }).waitFor()
    expect(await commands()).toEqual([])
  })
})

describe('the last and the next check', () => {
  test('the times, and Check now', async () => {
    const { page, commands } = await stage.open(following(presence('Away', 'Away')))
    await page.getByText('Checked 10 seconds ago').waitFor()
    await page.getByText('Next check at 10:45:18').waitFor()
    await button(page, 'Check now').click()
    await expect.poll(commands).toEqual([['checkNow']])
  })

  test('the times change without a new state, and at once when the window is shown again', async () => {
    const { page, clock } = await stage.open(following(presence('Away', 'Away')))
    await clock.setFixedTime(NOW + 180_000)
    await clock.runFor(1000)
    await page.getByText('Checked 3 minutes ago').waitFor()
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await page.getByText('since 10:27 · 21 minutes').waitFor()
  })
})

describe('messages', () => {
  const message = (page: Page) => page.getByRole('group', { name: 'Out-of-office message' })

  test.each([
    ['line breaks', 'I am away.\n\nCall the desk:\n  +44 20 7946 0000'],
    ['angle brackets', 'Write to <anna@contoso.com> if 1 < 2'],
    ['right to left', 'أنا خارج المكتب'],
    ['emoji', '🏖️ back soon 👩‍👩‍👧‍👦'],
    ['10,000 characters', `${'long '.repeat(1900)}${'x'.repeat(500)}`],
  ])('%s stay text and fit into the window', async (_name, text) => {
    const { page } = await stage.open(following(presence('Away', 'Away', outOfOffice(text))))
    expect(await message(page).textContent()).toBe(text)
    expect(await message(page).locator('*').count()).toBe(0)
    const fits = await message(page).evaluate(
      (box) => box.scrollWidth <= box.clientWidth && box.clientHeight <= 60,
    )
    expect(fits).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await expect(heading(page).isVisible()).resolves.toBe(true)
    expect((await message(page).boundingBox())?.y).toBeLessThan(300)
  })

  test('markup in the state is shown as text', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>bold</b>'
    const state = following(presence('Away', 'Away', outOfOffice('x')))
    if (state.following.last) state.following.last.presence.outOfOffice.message = markup
    const { page, faults } = await stage.open(state)
    expect(await message(page).textContent()).toBe(markup)
    expect(faults).toEqual([])
  })

  test('each paragraph has its own direction', async () => {
    const { page } = await stage.open(following(presence('Away', 'Away', outOfOffice('أنا خارج\nOn leave'))))
    const [box, rightToLeft, leftToRight] = await message(page).evaluate((element) => {
      const range = document.createRange()
      const boxOf = (from: number, to: number) => {
        range.setStart(element.firstChild ?? element, from)
        range.setEnd(element.firstChild ?? element, to)
        const { left, right } = range.getBoundingClientRect()
        return { left, right }
      }
      const { left, right } = element.getBoundingClientRect()
      return [{ left, right }, boxOf(0, 8), boxOf(9, 17)]
    })
    expect(rightToLeft?.right).toBeCloseTo(box?.right ?? 0, 0)
    expect(leftToRight?.left).toBeCloseTo(box?.left ?? 0, 0)
  })

  test('a long message is collapsed to three lines, so that the parts below stay visible', async () => {
    const graph = presence('Away', 'Away', {
      ...outOfOffice(`${'I am away. '.repeat(900)}The end.`),
      workLocation: { workLocationType: 'office' },
    })
    const { page } = await stage.open(following(graph))
    const height = () => message(page).evaluate((box) => box.clientHeight)
    expect(await height()).toBe(60)
    await page.getByText('Working in the office').waitFor()
    expect((await page.getByText('Working in the office').boundingBox())?.y).toBeLessThan(380)
    const fold = button(page, 'Show all')
    expect(await fold.getAttribute('aria-expanded')).toBe('false')
    await fold.press('Enter')
    expect(await button(page, 'Show less').getAttribute('aria-expanded')).toBe('true')
    await expect.poll(height).toBeGreaterThan(2000)
    await button(page, 'Show less').press('Enter')
    await expect.poll(height).toBe(60)
  })

  test('a collapsed message ends with a whole line and word and fades out, at every width', async () => {
    const text = 'Unavailable throughout Scandinavia, considering correspondence afterwards. '.repeat(20)
    const { page, sendState } = await stage.open(following(presence('Away', 'Away', outOfOffice(text))))
    const end = () =>
      message(page).evaluate((box) => {
        const words = box.firstChild ?? box
        const bottom = box.getBoundingClientRect().bottom
        const range = document.createRange()
        const cut = [...(words.nodeValue ?? '').matchAll(/\S+/g)].filter(({ 0: word, index }) => {
          range.setStart(words, index)
          range.setEnd(words, index + word.length)
          const boxes = [...range.getClientRects()]
          const seen = boxes.filter((one) => one.bottom <= bottom + 2)
          return boxes.some((one) => one.top < bottom - 4) && seen.length < boxes.length
        })
        return { cut: cut.map(String), fades: getComputedStyle(box).maskImage !== 'none' }
      })
    for (let width = 260; width <= 480; width += 10) {
      await page.setViewportSize({ width, height: 480 })
      expect(await end(), `${width} px`).toEqual({ cut: [], fades: true })
    }
    await sendState(following(presence('Away', 'Away', outOfOffice('Back soon'))))
    await expect.poll(end).toEqual({ cut: [], fades: false })
  })

  test('the content fades out above the footer, except at its end', async () => {
    const { page } = await stage.open(following(presence('Away', 'Away', outOfOffice('word '.repeat(900)))))
    await button(page, 'Show all').click()
    const veil = () =>
      page.locator('main').evaluate((main) => {
        const { position, backgroundImage, height } = getComputedStyle(main, '::after')
        const last = main.lastElementChild?.getBoundingClientRect().bottom ?? 0
        const room = main.getBoundingClientRect().bottom - last
        return {
          position,
          fades: backgroundImage.includes('gradient'),
          isClear: room >= Number.parseFloat(height),
        }
      })
    expect(await veil()).toEqual({ position: 'sticky', fades: true, isClear: false })
    await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight))
    expect(await veil()).toEqual({ position: 'sticky', fades: true, isClear: true })
  })

  test('a short message has no Show all, and a new message starts collapsed', async () => {
    const away = (text: string) => following(presence('Away', 'Away', outOfOffice(text)))
    const { page, sendState } = await stage.open(away('Back soon'))
    await message(page).waitFor()
    expect(await button(page, 'Show all').count()).toBe(0)
    await sendState(away('long '.repeat(200)))
    await button(page, 'Show all').click()
    await button(page, 'Show less').waitFor()
    await sendState(away('longer '.repeat(200)))
    await button(page, 'Show all').waitFor()
  })

  test('addresses are text, each with a copy button that confirms', async () => {
    const text = 'Ask https://help.contoso.com/desk, or mailto:jane@contoso.com.'
    const { page, clock, commands } = await stage.open(following(presence('Away', 'Away', outOfOffice(text))))
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      'https://help.contoso.com/desk',
      'jane@contoso.com',
    ])
    expect(await page.getByRole('link').count()).toBe(0)
    // The confirmation disappears after three seconds.
    await clock.pauseAt(NOW)
    await button(page, 'Copy jane@contoso.com').click()
    await page.getByRole('status').getByText('Copied').waitFor()
    await expect.poll(commands).toEqual([['copyText', 'jane@contoso.com']])
  })

  test('a failed copy is not confirmed', async () => {
    const { page, reject } = await stage.open(
      following(presence('Away', 'Away', outOfOffice('www.contoso.com'))),
    )
    await reject('copyText', 'the clipboard is locked')
    await button(page, 'Copy www.contoso.com').click()
    await page.getByRole('alert').getByText('the clipboard is locked').waitFor()
    expect(await page.getByText('Copied').count()).toBe(0)
  })

  test('of fifty addresses two are visible, and all with the whole message', async () => {
    const text = Array.from({ length: 50 }, (_, page) => `https://contoso.com/a/long/way/to/page-${page}`)
    const { page } = await stage.open(following(presence('Away', 'Away', outOfOffice(text.join(' ')))))
    expect(await page.getByRole('listitem').count()).toBe(2)
    await button(page, 'Show all').click()
    await expect.poll(() => page.getByRole('listitem').count()).toBe(50)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })

  test('says that no message is set', async () => {
    const { page } = await stage.open(following(presence('Away', 'Away', outOfOffice(null))))
    await page.getByText('No message is set.').waitFor()
  })

  test('the status message has its expiry in local time; the work location is shown', async () => {
    const graph = presence('Available', 'Available', {
      statusMessage: {
        message: { content: 'Heads down' },
        expiryDateTime: { dateTime: '2026-11-24T17:00:00.0000000', timeZone: 'Pacific Standard Time' },
      },
      workLocation: { workLocationType: 'remote' },
    })
    const { page } = await stage.open(following(graph))
    await page.getByText('Heads down', { exact: true }).waitFor()
    await page.getByText('Until 25 Nov, 01:00').waitFor()
    await page.getByText('Working remotely').waitFor()
  })

  const expiring = (dateTime: string, timeZone: string) =>
    following(
      presence('Available', 'Available', {
        statusMessage: { message: { content: 'Heads down' }, expiryDateTime: { dateTime, timeZone } },
        workLocation: { workLocationType: 'remote' },
      }),
    )

  test('an expired status message is hidden', async () => {
    const { page } = await stage.open(expiring('2026-11-23T10:44:55', 'UTC'))
    await page.getByText('Working remotely').waitFor()
    expect(await page.getByText('Heads down').count()).toBe(0)
  })

  test.each([
    ['2026-11-24T09:00:00', 'Until tomorrow, 09:00'],
    ['2026-11-25T09:00:00', 'Until 25 Nov, 09:00'],
  ])('a status message until %s: %s', async (dateTime, words) => {
    const { page } = await stage.open(expiring(dateTime, 'UTC'))
    await page.getByText(words, { exact: true }).waitFor()
  })

  test('an expired status message that Graph still sends is shown', async () => {
    const { page } = await stage.open(expiring('2026-11-23T10:40:00', 'UTC'))
    await page.getByText('Until 10:40').waitFor()
  })

  test('an expiry in an unknown time zone is shown unchanged', async () => {
    const { page } = await stage.open(expiring('2026-11-23 17:00', 'Middle Earth Standard Time'))
    await page.getByText('Until 2026-11-23 17:00 (Middle Earth Standard Time)').waitFor()
  })
})

describe('a failed sign-in', () => {
  test.each<[problem: Problem, title: string, numbers: number]>([
    [{ kind: 'sign-in-timed-out', next: 'person', afterMs: 300_000 }, 'The sign-in was not finished', 1],
    [
      { kind: 'server-error', next: 'person', host: 'login', status: 503, retryAfterMs: null },
      'Microsoft has a fault',
      0,
    ],
  ])('%j is shown next to the previous problem', async (signInProblem, title, numbers) => {
    const state = following(presence('Busy', 'Busy'))
    const problem: Problem = { kind: 'sign-in-needed', next: 'person', code: null }
    const { page } = await stage.open({
      ...state,
      following: { ...state.following, problem },
      signInProblem,
    })
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByRole('heading', { name: 'Sign in again', level: 2 }).waitFor()
    expect(await page.getByLabel('Does the page show a number (AADSTS…)? Enter it').count()).toBe(numbers)
  })
})

test.each<Problem>([
  { kind: 'offline', next: 'person' },
  { kind: 'timed-out', next: 'person', host: 'login', afterMs: 10_000 },
  { kind: 'server-error', next: 'person', host: 'login', status: 503, retryAfterMs: null },
  { kind: 'entra-busy', next: 'person', code: null },
  { kind: 'unexpected', next: 'person', detail: 'E' },
])('a first sign-in that failed with $kind offers a sign-in, not a check', async (problem) => {
  const { page, commands } = await stage.open(
    stateWith({ session: { kind: 'signed-out', problem }, settings: { clientId: CLIENT_ID } }),
  )
  await page.getByText('Nothing is tried again by itself').waitFor()
  expect(await button(page, 'Check now').count()).toBe(0)
  await button(page, 'Sign in').click()
  await expect.poll(commands).toEqual([['signIn']])
})

describe('problems', () => {
  const host = 'graph.microsoft.com'
  const code = 'AADSTS65001'
  const problems: [problem: Problem, name: string, command: [string, string?]][] = [
    [{ kind: 'offline', next: 'waits' }, 'Check now', ['checkNow']],
    [{ kind: 'not-json', next: 'retries', host }, 'Check now', ['checkNow']],
    [{ kind: 'timed-out', next: 'retries', host, afterMs: 30_000 }, 'Check now', ['checkNow']],
    [
      { kind: 'server-error', next: 'retries', host, status: 503, retryAfterMs: null },
      'Check now',
      ['checkNow'],
    ],
    [
      { kind: 'throttled', next: 'waits', host, retryAfterMs: 9000 },
      'Open settings',
      ['showSettingsPage', 'checking'],
    ],
    [{ kind: 'sign-in-needed', next: 'person', code }, 'Sign in', ['signIn']],
    [{ kind: 'client-unknown', next: 'person', code }, 'Open settings', ['showSettingsPage', 'registration']],
    [
      { kind: 'permission-missing', next: 'person', permission: 'Presence.Read', by: 'graph' },
      'Open the consent page',
      ['openWebPage', 'admin-consent'],
    ],
    [
      { kind: 'admin-consent-needed', next: 'person', code },
      'Copy the consent link',
      ['copyWebAddress', 'admin-consent'],
    ],
    [
      { kind: 'redirect-missing', next: 'person', code },
      'Open the Entra admin center',
      ['openWebPage', 'app-registration'],
    ],
  ]
  test.each(problems)('%j has its texts and “%s”', async (problem, name, command) => {
    const { page, commands } = await stage.open(
      following(presence('Available', 'Available'), { following: { problem } }),
    )
    const words = problemWords(problem, wordsIn('en'))
    const card = page.getByRole('region', { name: words.title })
    await card.getByText(words.meaning).waitFor()
    await card.getByText(words.nextStep).waitFor()
    await button(page, name).click()
    await expect.poll(commands).toEqual([command])
    const title = isLasting(problem) ? 'Needs your attention' : 'Available'
    expect(await heading(page).textContent()).toBe(title)
  })

  test('an attention light shows the last known presence', async () => {
    const problem: Problem = { kind: 'sign-in-needed', next: 'person', code }
    const { page } = await stage.open(following(presence('Busy', 'InACall'), { following: { problem } }))
    await page.getByText('Last known: In a call at 10:44').waitFor()
    await page.getByText(code, { exact: true }).waitFor()
  })
})

describe('sessions', () => {
  test('signed in: the account, and Sign out', async () => {
    const state = following(presence('Away', 'Away'))
    const { page, commands, sendState } = await stage.open(state)
    await page.getByText('adele.vance@contoso.com').waitFor()
    await button(page, 'Sign out').click()
    await expect.poll(commands).toEqual([['signOut']])
    await sendState({ ...state, session: withoutUsername })
    const shown = page.locator('footer bdi')
    await expect.poll(() => shown.allTextContents()).toEqual(['Adele Vance'])
    expect(await shown.getAttribute('title')).toBe('Adele Vance')
  })

  test('says that tokens are kept in memory only', async () => {
    const { page } = await stage.open(following(presence('Away', 'Away'), { tokensKeptIn: 'memory' }))
    await page.getByText('you will have to sign in again after a restart').waitFor()
  })

  test('paused: the end, and Resume', async () => {
    const { page, commands, sendState } = await stage.open(
      following(presence('Available', 'Available'), {
        pausedUntil: NOW + 1_800_000,
        following: { nextCheckAt: null },
      }),
    )
    expect(await heading(page).textContent()).toBe('Paused')
    await page.getByText('Nothing is checked until 11:15.').waitFor()
    await sendState(
      following(presence('Available', 'Available'), { pausedUntil: Date.parse('2026-11-24T00:00Z') }),
    )
    await page.getByText('Nothing is checked until tomorrow, 00:00.').waitFor()
    expect(await button(page, 'Check now').count()).toBe(0)
    await button(page, 'Resume').click()
    await expect.poll(commands).toEqual([['resume']])
  })

  test('the demo day is marked, and can be left', async () => {
    const { page, commands } = await stage.open(
      following(presence('Busy', 'InACall'), { session: { kind: 'demo', pretending: null } }),
    )
    await page.getByText('Demo: a made-up workday').waitFor()
    expect(await page.getByRole('status').textContent()).toMatch(/^Demo · In a call/)
    await button(page, 'Leave the demo').click()
    await expect.poll(commands).toEqual([['leaveDemo']])
  })

  test.each([
    ['signed-out', 'Signed out'],
    ['paused', 'Paused'],
  ] as const)('the demo day also plays %s', async (pretending, title) => {
    const { page } = await stage.open(stateWith({ session: { kind: 'demo', pretending } }))
    expect(await heading(page).textContent()).toBe(title)
  })

  test('signing in: continue in the browser, or Cancel', async () => {
    const { page, commands } = await stage.open(stateWith({ session: { kind: 'signing-in' } }))
    await page.getByText('Continue in the browser.').waitFor()
    await button(page, 'Cancel sign-in').click()
    await expect.poll(commands).toEqual([['cancelSignIn']])
  })

  test.each([
    ['Follow grace@contoso.com', 'followChosenAccount'],
    ['Stay with adele.vance@contoso.com', 'keepCurrentAccount'],
  ])('another account: the explanation, and %s', async (name, command) => {
    const { page, commands } = await stage.open(choosing())
    await page
      .getByRole('main')
      .getByText('In the browser you chose grace@contoso.com; so far adele.vance@contoso.com was followed.')
      .waitFor()
    expect(await page.title()).toContain('Another account was chosen')
    await button(page, name).click()
    await expect.poll(commands).toEqual([[command]])
  })

  test('signed out, with a registration: the reason, and Sign in', async () => {
    const { page, commands } = await stage.open(
      stateWith({
        session: { kind: 'signed-out', problem: { kind: 'keyring-locked', next: 'person' } },
        settings: { clientId: CLIENT_ID },
      }),
    )
    await page.getByRole('region', { name: 'The keyring is locked' }).waitFor()
    await button(page, 'Restart').click()
    await button(page, 'Sign in').click()
    await button(page, 'Account settings').click()
    await expect.poll(commands).toEqual([['restart'], ['signIn'], ['showSettingsPage', 'registration']])
  })

  test('starting', async () => {
    const { page } = await stage.open(stateWith({}))
    expect(await heading(page).textContent()).toBe('Starting')
  })
})

test('an error of a command is shown until a command succeeds', async () => {
  const { page, reject } = await stage.open(following(presence('Away', 'Away')))
  await reject('checkNow', 'no such thing')
  await button(page, 'Check now').click()
  await page.getByRole('alert').getByText('That did not work. no such thing').waitFor()
  await button(page, 'Settings').click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
})
