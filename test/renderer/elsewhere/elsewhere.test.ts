// Show it elsewhere: found, added, tried, changed and removed, with what is wrong in words.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tableLights } from '../../../app/model/external-outputs/shown-light.ts'
import { ok } from '../../../app/model/problems/problem.ts'
import type { AccountView } from '../../../app/model/state.ts'
import { button, field } from '../scenes/controls.ts'
import { noOutputs, outputId, pairedAnswer, withOutputs } from '../scenes/output-states.ts'
import { type WindowStage, windowStage } from '../scenes/window-stage.ts'

let stage: WindowStage
beforeAll(async () => {
  stage = await windowStage()
})
afterAll(() => stage.close())

const NEW_ID = 'abcdefab-0000-4000-8000-000000000000'
const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
const entry = (page: Page, name: string) => button(page, new RegExp(`^${name} `))
const always = { lights: {}, schedule: { kind: 'always' } }

/** The form of a new output. */
async function adding(kind: string, state: AccountView = noOutputs) {
  const window = await stage.open(state)
  await button(window.page, 'Add a place').click()
  await entry(window.page, kind).click()
  await window.answer('addOutput', NEW_ID)
  return window
}

/** The page of an output, or what its entry leads to. */
async function at(name: string, place?: 'Connection' | 'Lights' | 'Hours', state = withOutputs) {
  const window = await stage.open(state)
  await entry(window.page, name).click()
  if (place) await entry(window.page, place).click()
  return window
}

test('is in the list of the settings, and says what is sent before anything is added', async () => {
  const { page, commands } = await stage.open({ ...noOutputs, settingsPage: null })
  await button(page, /^Show it elsewhere Home Assistant, lamps, webhooks/).click()
  await expect.poll(commands).toEqual([['showSettingsPage', 'elsewhere']])
  const { page: empty } = await stage.open(noOutputs)
  await empty.getByText('Nothing is sent until you add a place.').waitFor()
  await button(empty, 'Add a place').waitFor()
})

describe('adding', () => {
  test.each<[kind: string, fill: (page: Page) => Promise<void>, request: object]>([
    [
      'Home Assistant and MQTT',
      async (page) => {
        await field(page, 'Host').fill('homeassistant.local')
        await field(page, 'Connection').selectOption('TLS')
        await field(page, 'User name').fill('tally')
        await field(page, 'Password').fill('secret')
        await page.getByText('More', { exact: true }).click()
        await field(page, 'Certificate authority (file)').fill('/etc/ssl/home.pem')
      },
      {
        name: 'Home Assistant',
        target: {
          kind: 'mqtt',
          host: 'homeassistant.local',
          port: 8883,
          transport: 'tls',
          path: '/mqtt',
          username: 'tally',
          authorityFile: '/etc/ssl/home.pem',
          certificateFile: '',
          keyFile: '',
          discovery: true,
          setsStatus: false,
        },
        secrets: { password: 'secret' },
      },
    ],
    [
      'Web request',
      async (page) => {
        await field(page, 'Name').fill('Hook')
        await field(page, 'Address').fill('https://hooks.contoso.example/t/1?light={{light}}')
        await field(page, 'Method').selectOption('PUT')
        await page.getByText('More', { exact: true }).click()
        await field(page, 'Headers').fill('Authorization: Bearer 1')
      },
      {
        name: 'Hook',
        target: {
          kind: 'web-request',
          host: 'hooks.contoso.example',
          method: 'PUT',
          body: '{ "light": "{{light}}", "activity": "{{activity}}" }',
        },
        secrets: {
          address: 'https://hooks.contoso.example/t/1?light={{light}}',
          headers: 'Authorization: Bearer 1',
        },
      },
    ],
    [
      'Program on this computer',
      async (page) => {
        await field(page, 'Program').fill('/usr/bin/sign')
        await field(page, 'Arguments').fill('--light\n{{light}}\n')
      },
      {
        name: 'Program',
        target: {
          kind: 'program',
          file: '/usr/bin/sign',
          arguments: ['--light', '{{light}}'],
          longestSeconds: 10,
        },
        secrets: {},
      },
    ],
    [
      'WLED',
      (page) => field(page, 'Host').fill('192.168.1.20'),
      { name: 'WLED', target: { kind: 'wled', host: '192.168.1.20', port: 80 }, secrets: {} },
    ],
    [
      'USB light',
      async (page) => {
        await field(page, 'Model').selectOption('MuteMe')
      },
      { name: 'USB light', target: { kind: 'usb', models: ['muteme'] }, secrets: {} },
    ],
  ])('%s', async (kind, fill, request) => {
    const { page, commands, sendState } = await adding(kind)
    await fill(page)
    await button(page, 'Add').click()
    await expect.poll(commands).toEqual([['addOutput', { ...request, ...always }]])
    const [first] = withOutputs.settings.externalOutputs
    if (!first) throw new Error('no output')
    await sendState({
      ...withOutputs,
      settings: { ...withOutputs.settings, externalOutputs: [{ ...first, id: NEW_ID, name: 'The new one' }] },
    })
    await expect.poll(() => title(page)).toBe('The new one')
  })

  test('Philips Hue: the button of the bridge, then the lamp', async () => {
    const { page, commands, answer } = await adding('Philips Hue')
    await answer('findDevices', ok([{ name: 'Hue Bridge', host: '192.168.1.7', port: 443, id: '' }]))
    await button(page, 'Find it in my network').click()
    await button(page, 'Hue Bridge (192.168.1.7)').click()
    expect(await field(page, 'Hue Bridge').inputValue()).toBe('192.168.1.7')
    const waitsFor = {
      kind: 'bridge-button-not-pressed',
      next: 'person',
      host: '192.168.1.7',
      afterMs: 60_000,
    }
    await answer('pairHue', { ok: false, problem: waitsFor })
    await button(page, 'Pair').click()
    await page.getByRole('region', { name: 'The button was not pressed' }).waitFor()
    await answer('pairHue', pairedAnswer)
    await button(page, 'Pair').click()
    await field(page, 'Lamp or room').selectOption('Study')
    await button(page, 'Add').click()
    if (!pairedAnswer.ok) throw new Error('not paired')
    const { pairing, resources, ...bridge } = pairedAnswer.value
    const address = { host: '192.168.1.7', port: 443 }
    const target = { kind: 'hue', ...bridge, resource: resources[1], putsBack: true }
    await expect.poll(commands).toEqual([
      ['findDevices', 'hue'],
      ['pairHue', address],
      ['pairHue', address],
      ['addOutput', { name: 'Study', target, ...always, secrets: { pairing } }],
    ])
  })

  test('a pairing can be cancelled, and ends when its view is left', async () => {
    const { page, commands } = await adding('Philips Hue')
    const pair = async () => {
      await page.evaluate(() => window.standIn.answers.set('pairHue', new Promise(() => {})))
      await field(page, 'Hue Bridge').fill('192.168.1.7')
      await button(page, 'Pair').click()
      await page.getByText('Press the round button on the bridge now.').waitFor()
    }
    await pair()
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await commands()).at(-1)).toEqual(['cancelPairing'])
    await entry(page, 'Philips Hue').click()
    await pair()
    await button(page, 'Cancel').click()
    await expect
      .poll(async () => (await commands()).filter(([name]) => name === 'cancelPairing').length)
      .toBe(2)
  })

  test('what is missing is said at its field, which gets the focus; nothing is sent', async () => {
    const { page, commands } = await adding('Home Assistant and MQTT')
    await field(page, 'Port').fill('0')
    await button(page, 'Add').click()
    await page.getByText('This is needed.').waitFor()
    await page.getByText('A whole number from 1 to 65535.').waitFor()
    await expect.poll(() => field(page, 'Host').evaluate((one) => one === document.activeElement)).toBe(true)
    await field(page, 'Host').fill('http://host')
    await page.getByText('Only the name or the address').waitFor()
    expect(await commands()).toEqual([])
  })

  test.each([
    ['Web request', 'Address', 'https://{{light}}.contoso.example', 'https://contoso.example/{{light}}'],
    ['Web request', 'Address', 'contoso.example', 'http://192.168.1.20:8123'],
    ['Web request', 'Headers', 'Authorization', 'Authorization: Bearer {{name}}'],
    ['Web request', 'Headers', 'Host: contoso.example', 'X-Host: contoso.example'],
    ['Web request', 'Body (JSON)', '{ "light": {{light}} }', '{ "blinks": {{blink}} }'],
    ['Program on this computer', 'Program', 'sign', '/usr/bin/sign'],
  ])('%s: %s %j is refused after a pause in typing, and %j is not', async (kind, name, wrong, right) => {
    const { page, commands } = await adding(kind)
    const more = page.getByText('More', { exact: true })
    if (name === 'Headers') await more.click()
    const typed = field(page, name)
    const fault = page.locator('.field-note.error')
    await typed.fill(wrong)
    await fault.waitFor()
    expect(await typed.getAttribute('aria-invalid')).toBe('true')
    await typed.fill(right)
    await fault.waitFor({ state: 'detached' })
    await typed.fill(wrong)
    await button(page, 'Add').click()
    expect(await commands()).toEqual([])
  })

  test('the rare fields open with a fault, and stay open while it is mended', async () => {
    const { page } = await adding('Program on this computer')
    await field(page, 'Program').fill('/usr/bin/sign')
    const more = page.getByText('More', { exact: true })
    await more.click()
    const seconds = field(page, 'Stop it after (seconds)')
    await seconds.fill('')
    await more.click()
    await button(page, 'Add').click()
    await expect.poll(() => seconds.evaluate((input) => document.activeElement === input)).toBe(true)
    await seconds.pressSequentially('15')
    expect(await seconds.inputValue()).toBe('15')
    expect(await seconds.isVisible()).toBe(true)
  })

  test('a refusal is shown, and what was typed stays', async () => {
    const { page, reject } = await adding('WLED')
    await reject('addOutput', 'There can be 20 of them at most.')
    await field(page, 'Host').fill('192.168.1.20')
    await button(page, 'Add').click()
    await page.getByRole('alert').filter({ hasText: '20 of them' }).waitFor()
    expect(await field(page, 'Host').inputValue()).toBe('192.168.1.20')
  })

  test('what was typed is kept on other pages and in a new window, without the secrets', async () => {
    const { page, sendState } = await adding('Home Assistant and MQTT')
    await field(page, 'Password').fill('secret')
    await field(page, 'Host').fill('half typed')
    const kept = await page.evaluate(() => window.standIn.kept)
    expect(JSON.stringify(kept)).not.toContain('secret')
    const last = kept.findLast((one) => JSON.stringify(one).includes('half typed'))
    await sendState({ ...noOutputs, page: 'now' })
    await page.locator('.window-footer').waitFor()
    await sendState(noOutputs)
    await button(page, 'Add a place').click()
    await entry(page, 'Home Assistant and MQTT').click()
    expect(await field(page, 'Host').inputValue()).toBe('half typed')

    const unsent = Object(last).text
    const { page: next } = await stage.open(noOutputs, { unsent: { 'output-draft': unsent } })
    await button(next, 'Add a place').click()
    await entry(next, 'Home Assistant and MQTT').click()
    expect(await field(next, 'Host').inputValue()).toBe('half typed')
    await button(next, 'Discard changes').click()
    expect(await field(next, 'Host').inputValue()).toBe('')
  })
})

describe('the list', () => {
  test('has each with its state', async () => {
    const { page } = await stage.open(withOutputs)
    expect(await page.locator('.entry').allTextContents()).toEqual([
      'Home AssistantWorking',
      'Node-REDThe target refused access',
      'Door signNothing sent yet',
      'ShelfWorking',
      'USB lightSwitched off',
      'Desk lampWorking',
    ])
  })

  test('switches all of them off', async () => {
    const { page, commands } = await stage.open(withOutputs)
    await page.getByRole('switch', { name: 'Show my light elsewhere' }).click()
    await expect.poll(commands).toEqual([['changeSettings', { showElsewhere: false }]])
  })

  test.each([
    ['keyring', /kept encrypted by this computer's keyring/],
    ['memory', /no keyring.*until Tally Light quits/],
    ['not-yet-written', /could not be written to the disk yet/],
  ] as const)('says where secrets are kept: %s', async (outputSecretsKeptIn, words) => {
    const { page } = await stage.open({ ...withOutputs, outputSecretsKeptIn })
    await page.getByText(words).waitFor()
  })

  test('says in the demo that its light is not sent there, also on the page of each', async () => {
    const { page } = await stage.open({ ...withOutputs, session: { kind: 'demo', pretending: null } })
    const note = page.getByText('The light of the demo is made up, so it is not sent to these places.')
    await note.waitFor()
    await entry(page, 'Home Assistant').click()
    await button(page, 'Try it').waitFor()
    await note.waitFor()
    const { page: signedIn } = await stage.open(withOutputs)
    await button(signedIn, 'Add a place').waitFor()
    expect(await signedIn.getByText('The light of the demo').count()).toBe(0)
  })

  test('a policy that forbids it: it is said by whom, and nothing can be added', async () => {
    const { page } = await stage.open({
      ...withOutputs,
      settings: { ...withOutputs.settings, showElsewhere: false },
      managed: { fields: ['showElsewhere'], organization: 'Contoso', problem: null },
    })
    await page.getByText('Your organisation does not allow').waitFor()
    await page.getByText('Managed by Contoso').waitFor()
    expect(await button(page, 'Add a place').count()).toBe(0)
    expect(await page.getByRole('switch').count()).toBe(0)
  })
})

describe('an output', () => {
  test('that works says since when, and when something was sent last', async () => {
    const { page } = await at('Shelf')
    await page.getByText('Working since 09:10.').waitFor()
    await page.getByText('Last sent 10 seconds ago.').waitFor()
  })

  test('that fails says why and what helps, without offering a sign-in', async () => {
    const { page } = await at('Node-RED')
    const card = page.getByRole('region', { name: 'The target refused access' })
    await card.getByText('Enter them again').waitFor()
    expect(await card.getByRole('button').count()).toBe(0)
    await page.getByText('Failing since 10:38.').waitFor()
  })

  test('is switched off', async () => {
    const { page, commands } = await at('Shelf')
    await page.getByRole('switch', { name: 'Show my light here' }).click()
    await expect.poll(commands).toEqual([['changeOutput', { id: outputId(4), on: false }]])
  })

  test('is tried with every light', async () => {
    const { page, commands, answer } = await at('Shelf')
    await answer('tryOutput', { ok: true, value: { sent: true } })
    for (const light of tableLights) {
      await field(page, 'Try it with').selectOption(light)
      await button(page, 'Try it').click()
      await page.getByText('Sent: it shows this light').waitFor()
    }
    expect(await commands()).toEqual(tableLights.map((light) => ['tryOutput', { id: outputId(4), light }]))
  })

  test('Try it says if nothing was sent, and what is wrong', async () => {
    const { page, answer } = await at('Shelf')
    await answer('tryOutput', { ok: true, value: { sent: false } })
    await button(page, 'Try it').click()
    await page.getByText('the table leaves it unchanged').waitFor()
    const problem = {
      kind: 'output-unreachable',
      next: 'retries',
      host: '192.168.1.20',
      detail: 'ECONNREFUSED',
    }
    await answer('tryOutput', { ok: false, problem })
    await button(page, 'Try it').click()
    await page.getByRole('region', { name: 'The target cannot be reached' }).waitFor()
  })

  test('is removed after one question in its place', async () => {
    const { page, commands } = await at('Home Assistant')
    await button(page, 'Remove…').click()
    await page.getByText('Remove “Home Assistant”? Its password or key is forgotten too.').waitFor()
    await expect
      .poll(() => button(page, 'Keep it').evaluate((one) => one === document.activeElement))
      .toBe(true)
    await button(page, 'Keep it').click()
    await expect
      .poll(() => button(page, 'Remove…').evaluate((one) => one === document.activeElement))
      .toBe(true)
    await button(page, 'Remove…').click()
    await button(page, 'Remove').click()
    await expect.poll(() => title(page)).toBe('Show it elsewhere')
    expect(await commands()).toEqual([['removeOutput', outputId(1)]])
  })

  test('a kept secret is never shown; it stays unless it is replaced', async () => {
    const { page, commands } = await at('Home Assistant', 'Connection')
    expect(await field(page, 'Password').count()).toBe(0)
    await page.getByText('Kept, and never shown').waitFor()
    await field(page, 'Name').fill('Home')
    await button(page, 'Save').click()
    const target = withOutputs.settings.externalOutputs[0]?.target
    await expect
      .poll(commands)
      .toEqual([['changeOutput', { id: outputId(1), name: 'Home', target, secrets: {} }]])
    await entry(page, 'Connection').click()
    await button(page, 'Replace: Password').click()
    await button(page, 'Keep the old one').click()
    await button(page, 'Replace: Password').click()
    await expect
      .poll(() => field(page, 'Password').evaluate((one) => one === document.activeElement))
      .toBe(true)
    await field(page, 'Password').fill('another')
    await button(page, 'Save').click()
    await expect
      .poll(async () => (await commands()).at(-1))
      .toEqual([
        'changeOutput',
        { id: outputId(1), name: 'Home Assistant', target, secrets: { password: 'another' } },
      ])
  })

  test('a secret is not shown as kept once another place is entered, where it is not sent', async () => {
    const { page } = await at('Home Assistant', 'Connection')
    const kept = page.getByText('Kept, and never shown')
    await kept.waitFor()
    for (const name of ['Host', 'Port']) {
      const before = await field(page, name).inputValue()
      await field(page, name).fill('8884')
      await field(page, 'Password').waitFor()
      expect(await kept.count()).toBe(0)
      await field(page, name).fill(before)
      await kept.waitFor()
    }
  })

  test('its lights: another colour, off, unchanged, and the palette again', async () => {
    const { page, commands } = await at('Node-RED', 'Lights')
    const before = withOutputs.settings.externalOutputs[1]?.lights
    const changed = (lights: object) => ['changeOutput', { id: outputId(2), lights }]
    await field(page, 'Available').selectOption('Off')
    await field(page, 'In a call').selectOption('Own colour')
    await field(page, 'Away').selectOption('Palette colour')
    await page.getByLabel('Colour').fill('#00ff00')
    await page.getByLabel('Brightness').fill('70')
    await page.getByLabel('Blink').click()
    await button(page, 'Follow the palette everywhere').click()
    const busy = before?.busy
    await expect
      .poll(commands)
      .toEqual([
        changed({ ...before, available: { kind: 'off' } }),
        changed({ ...before, 'in-a-call': { kind: 'on', colour: '#ff0000', brightness: 100, blink: false } }),
        changed({ busy }),
        changed({ ...before, busy: { ...busy, colour: '#00ff00' } }),
        changed({ ...before, busy: { ...busy, brightness: 70 } }),
        changed({ ...before, busy: { ...busy, blink: false } }),
        changed({}),
      ])
  })

  test('its hours, by the day of the week', async () => {
    const { page, commands } = await at('Door sign', 'Hours')
    const week = (change: object) => [
      'changeOutput',
      { id: outputId(3), schedule: { kind: 'hours', days: Object.assign([...days], change) } },
    ]
    const { schedule } = withOutputs.settings.externalOutputs[2] ?? {}
    const days = schedule?.kind === 'hours' ? schedule.days : []
    const day = (name: string) => page.getByRole('group', { name })
    await day('Monday').getByLabel('From').fill('08:30')
    await day('Tuesday').getByLabel('Until').fill('00:00')
    await day('Saturday').getByRole('checkbox').click()
    await day('Friday').getByRole('checkbox').click()
    await day('Wednesday').getByLabel('Until').fill('08:00')
    await page.getByText('The end has to be after the beginning.').waitFor()
    await page.getByRole('radio', { name: 'Always' }).click()
    await expect
      .poll(commands)
      .toEqual([
        week({ 0: { from: 510, until: 1080 } }),
        week({ 1: { from: 540, until: 1440 } }),
        week({ 5: { from: 540, until: 1080 } }),
        week({ 4: null }),
        ['changeOutput', { id: outputId(3), schedule: { kind: 'always' } }],
      ])
  })
})

describe('the week of a region that begins with Saturday and is free on Friday and Saturday', () => {
  const egypt = { ...withOutputs, week: { firstDay: 5, daysOff: [4, 5] } }

  test('gives new hours its days off', async () => {
    const { page, commands } = await at('Node-RED', 'Hours', egypt)
    await page.getByRole('radio', { name: 'At set hours' }).click()
    const usual = { from: 540, until: 1080 }
    const days = [usual, usual, usual, usual, null, null, usual]
    await expect.poll(commands).toMatchObject([['changeOutput', { schedule: { kind: 'hours', days } }]])
  })

  test('orders the days', async () => {
    const { page } = await at('Door sign', 'Hours', egypt)
    const names = page.locator('.day-hours > label')
    await expect.poll(() => names.count()).toBe(7)
    expect(await names.allTextContents()).toEqual([
      'Saturday',
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
    ])
  })
})

test('by keyboard: Escape and Back lead up one view, to the entry that led down', async () => {
  const { page, commands } = await stage.open(withOutputs)
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await entry(page, 'Node-RED').press('Enter')
  await expect.poll(focused).toBe('Node-RED')
  await entry(page, 'Lights').press('Enter')
  await expect.poll(focused).toBe('Lights')
  await page.keyboard.press('Escape')
  await expect.poll(focused).toContain('Changed: 2')
  await button(page, 'Show it elsewhere').press('Enter')
  await expect.poll(focused).toContain('Node-RED')
  await button(page, 'Add a place').press('Enter')
  await entry(page, 'WLED').press('Enter')
  await expect.poll(focused).toBe('WLED')
  await page.keyboard.press('Escape')
  await expect.poll(focused).toContain('Light strips')
  await page.keyboard.press('Escape')
  await expect.poll(focused).toBe('Add a place')
  expect(await commands()).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(commands).toEqual([['showPage', 'settings']])
})

test('after a sign-out the window asks about the secrets', async () => {
  const { page, commands } = await stage.open({ ...noOutputs, page: 'now', asksAboutOutputSecrets: true })
  await button(page, 'Keep them').click()
  await button(page, 'Forget them').click()
  await expect.poll(commands).toEqual([['keepOutputSecrets'], ['forgetOutputSecrets']])
})
