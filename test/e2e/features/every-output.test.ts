// One output of each kind: within a second of Microsoft's answer all of them show the presence, and after Quit all are off.
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { startFakeHueBridge } from '../../../simulator/lights/fake-hue-bridge.ts'
import { startFakeWled } from '../../../simulator/lights/fake-wled.ts'
import { startReader, target } from '../../outputs/external/mqtt/mqtt-trial.ts'
import { haveMosquitto, startMosquitto } from '../../support/broker/mosquitto.ts'
import { serve } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { pairDeskLamp } from '../stage/paired-lamp.ts'
import { test } from '../stage/story.ts'
import { watchDesktop } from '../stage/watched-desktop.ts'

const LIMIT_MS = 1000
/** On a machine that others keep busy. */
const LONGEST_WAIT_MS = 30_000
const inACall = {
  presence: { availability: 'Busy', activity: 'InACall' },
  light: 'in-a-call',
  colour: '#ff0000',
  channels: [255, 0, 0],
  xy: { x: 0.6915, y: 0.3083 },
}
const available = {
  presence: { availability: 'Available', activity: 'Available' },
  light: 'available',
  colour: '#00ff00',
  channels: [0, 255, 0],
  xy: { x: 0.17, y: 0.7 },
}
const lightSchema = z.object({ light: z.string() })
const lightIn = (text: string) => lightSchema.parse(JSON.parse(text)).light
const always = { lights: {}, schedule: { kind: 'always' } } as const
const HOOK_BODY = '{"light":"{{light}}","activity":"{{activity}}"}'
/** A program and its arguments that write the light to a file. The shell starts faster than Node. */
const writing = (path: string) =>
  process.platform === 'win32'
    ? {
        file: process.execPath,
        arguments: [
          '-e',
          "require('node:fs').writeFileSync(process.argv[1], process.argv[2])",
          path,
          '{{light}}',
        ],
      }
    : { file: '/bin/sh', arguments: ['-c', 'printf %s "$1" > "$0"', path, '{{light}}'] }

let hasMosquitto = false
beforeAll(async () => {
  hasMosquitto = await haveMosquitto()
})

test('every output shows a change within a second, and is off after Quit', async ({
  startSignedIn,
  answered,
  fake,
  soon,
  needs,
  skip,
  onTestFinished,
}) => {
  needs('simulator')
  const bridge = await startFakeHueBridge()
  onTestFinished(bridge.stop)
  const strip = await startFakeWled()
  onTestFinished(strip.stop)
  const hook: string[] = []
  const hookUrl = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    hook.push(Buffer.concat(chunks).toString())
    response.end()
  })
  const written = join(await temporaryFolder(), 'light')
  fake.presence = inACall.presence
  const app = await startSignedIn()
  const desktop = await watchDesktop(app.url ?? '')
  await app.post('usb', { model: 'luxafor', plugged: true })
  // USB lights get reports only while it is open.
  await app.page()
  const add = app.tally.addOutput

  const { lamp, secrets, target: hue } = await pairDeskLamp(app, bridge)
  await add({ ...always, name: 'Hue', target: { ...hue, putsBack: false }, secrets })
  await add({
    ...always,
    name: 'Strip',
    secrets: {},
    target: { kind: 'wled', host: '127.0.0.1', port: strip.port },
  })
  await add({ ...always, name: 'Flag', target: { kind: 'usb', models: [] }, secrets: {} })
  await add({
    ...always,
    name: 'Hook',
    secrets: { address: `${hookUrl}/{{light}}` },
    target: { kind: 'web-request', host: '127.0.0.1', method: 'POST', body: HOOK_BODY },
  })
  await add({
    ...always,
    name: 'Program',
    secrets: {},
    target: { kind: 'program', longestSeconds: 60, ...writing(written) },
  })
  const broker = hasMosquitto ? await startMosquitto() : null
  const reader = broker && (await startReader(broker.port))
  const mqtt = target(broker?.port ?? 1883, { discovery: true })
  const topic = `tally-light/${broker ? await add({ ...always, name: 'Broker', target: mqtt, secrets: {} }) : ''}`
  const states = () => reader?.all(`${topic}/state`).map(lightIn) ?? []
  const status = join(app.profile, 'status.json')

  /** What each output shows. */
  const shows = ({ light, colour, channels, xy }: typeof inACall): Record<string, () => boolean> => ({
    tray: () => desktop().tray?.icon === light,
    'status.json': () => existsSync(status) && lightIn(readFileSync(status, 'utf8')) === light,
    ...(broker && { mqtt: () => states().at(-1) === light }),
    'web request': () => hook.length > 0 && lightIn(hook.at(-1) ?? '') === light,
    program: () => existsSync(written) && readFileSync(written, 'utf8') === light,
    hue: () => lamp.on.on && lamp.color?.xy.x === xy.x && lamp.color.xy.y === xy.y,
    wled: () => strip.state.on && strip.state.seg[0]?.col[0]?.join() === channels.join(),
    usb: () => desktop().usbLights[0]?.colour === colour,
  })
  const missing = (wanted: typeof inACall) =>
    Object.entries(shows(wanted)).flatMap(([name, isShown]) => (isShown() ? [] : [name]))
  await soon(() => missing(inACall)).toEqual([])

  const delaysMs = new Map<string, number[]>()
  for (const next of [available, inACall, available]) {
    await answered(app)
    const count = fake.presenceRequests()
    fake.presence = next.presence
    await app.menu('Check now')
    const arrivedAt = await arrivals(shows(next))
    const answeredAt = fake.asked('my-presence')[count]?.at ?? Number.NaN
    for (const [name, atMs] of arrivedAt)
      delaysMs.set(name, [...(delaysMs.get(name) ?? []), atMs - answeredAt])
  }
  const figures = [...delaysMs].map(([name, delays]) => `${name} ${median(delays)} (${Math.max(...delays)})`)
  process.stdout.write(
    `From Microsoft's answer to an output, median (slowest) in ms: ${figures.join(', ')}\n`,
  )
  // Of a busy machine the quickest counts.
  for (const [name, delays] of delaysMs) expect(Math.min(...delays), name).toBeLessThanOrEqual(LIMIT_MS)

  const [requestCount, stateCount] = [hook.length, states().length]
  expect(await app.quit()).toBe(0)
  expect(desktop()).toEqual({ tray: null, usbLights: [{ model: 'luxafor', colour: '#000000' }] })
  expect(existsSync(status)).toBe(false)
  expect(hook.slice(requestCount)).toEqual(['{"light":"off","activity":"Not shown"}'])
  expect(readFileSync(written, 'utf8')).toBe('off')
  expect([lamp.on.on, strip.state.on]).toEqual([false, false])
  // No output has failed, and the last light is that of the presence, not that of a program that has stopped polling.
  const log = await readFile(join(app.profile, 'logs', 'main.log'), 'utf8')
  expect(log).not.toMatch(/\[(?:warn|error)\]/)
  expect(log).toMatch(/→ available: Available\/Available\n(?!.*Light )/s)
  skip(broker === null, 'Mosquitto cannot be had here')
  if (broker === null) return
  await soon(() => states().slice(stateCount)).toEqual(['quitting'])
  const late = await startReader(broker.port)
  await soon(() => late.last(`${topic}/availability`)).toBe('offline')
  const kept = () => JSON.parse(late.last(`${topic}/state`) ?? '{}')
  await soon(kept).toMatchObject({ light: 'quitting', lamp: { on: false } })
})

/** When each of the outputs has shown what it should, epoch ms. */
async function arrivals(outputs: Readonly<Record<string, () => boolean>>): Promise<Map<string, number>> {
  const arrivedAt = new Map<string, number>()
  const missing = () => Object.keys(outputs).filter((name) => !arrivedAt.has(name))
  const endMs = performance.now() + LONGEST_WAIT_MS
  while (missing().length > 0 && performance.now() < endMs) {
    for (const name of missing()) if (outputs[name]?.()) arrivedAt.set(name, Date.now())
    await after(2)
  }
  expect(missing()).toEqual([])
  return arrivedAt
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN
