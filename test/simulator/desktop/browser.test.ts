import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { realUrl } from '../../../simulator/desktop/default-browser.ts'
import { serve } from '../../support/loopback-server.ts'
import { fixtureApp, startSimulator } from '../start-simulator.ts'

const opens = (url: string) =>
  fixtureApp(`
import { app, shell, Tray } from 'electron'
app.whenReady().then(() => {
  new Tray(import.meta.dirname + '/picture.png').on('click', () => shell.openExternal(${JSON.stringify(url)}))
})`)

const seenBy = async (request: IncomingMessage) =>
  [request.method, request.url, await text(request), request.headers.cookie ?? ''].join(' ').trim()

describe('a URL', () => {
  const microsoft = new URL('http://127.0.0.1:8080/')
  test.each([
    ['https://login.example/a/b?c=d', 'http://127.0.0.1:8080/login.example/a/b?c=d'],
    ['https://login.example:444/', 'http://127.0.0.1:8080/login.example:444/'],
    ['http://localhost:1234/?x=1', 'http://localhost:1234/?x=1'],
    ['http://127.0.0.1:1234/', 'http://127.0.0.1:1234/'],
    ['http://elsewhere.example/', undefined],
    ['mailto:a@example.com', undefined],
  ])('%s is fetched from %s', (logical, real) => {
    expect(realUrl(new URL(logical), microsoft)?.href).toBe(real)
  })
})

test('the browser follows redirects and submits forms up to a page without a form', async () => {
  const seen: string[] = []
  const listener = await serve(async (request, response) => {
    seen.push(`app: ${await seenBy(request)}`)
    response.setHeader('content-type', 'text/html').end('<p>You can close this tab.</p>')
  })
  const port = new URL(listener).port
  const microsoft = await serve(async (request, response) => {
    seen.push(await seenBy(request))
    if (request.url?.startsWith('/login.example/start')) {
      response
        .writeHead(302, { location: 'https://other.example/page', 'set-cookie': 'at=login; path=/' })
        .end()
    } else if (request.url === '/other.example/page') {
      response.writeHead(303, { location: '../back?x=1', 'set-cookie': 'at=other; HttpOnly' }).end()
    } else if (request.url === '/other.example/back?x=1') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<form method="post" action="http://localhost:${port}/"><input name="code" value="c&amp;d"><input name="state" value="s t"></form>`,
      )
    } else response.writeHead(404).end()
  })
  const url = 'https://login.example/start?q=%20'
  const simulated = await startSimulator(await opens(url), ['--microsoft', microsoft])
  await simulated.post('tray-click')
  const { openedUrls, visits } = await simulated.until((desktop) => desktop.visits[0]?.outcome === 'done')
  expect(openedUrls).toEqual([url])
  expect(visits).toHaveLength(1)
  expect(seen).toEqual([
    'GET /login.example/start?q=%20',
    'GET /other.example/page',
    'GET /other.example/back?x=1  at=other',
    'app: POST / code=c%26d&state=s+t',
  ])
})

test.each([
  ['answers an error', 503, '', /login\.example answered 503/],
  ['redirects endlessly', 302, 'https://login.example/', /still no end after 10 pages/],
  ['redirects to another host', 302, 'http://elsewhere.example/', /elsewhere\.example is not played here/],
])('a page that %s is reported and throws nothing', async (_what, status, location, reason) => {
  const microsoft = await serve((_request, response) => {
    response.writeHead(status, location ? { location } : {}).end()
  })
  const simulated = await startSimulator(await opens('https://login.example/'), ['--microsoft', microsoft])
  await simulated.post('tray-click')
  const { visits, errors } = await simulated.until((desktop) => desktop.visits[0]?.outcome === 'failed')
  expect(visits[0]?.detail).toMatch(reason)
  // Standard error can arrive later than the HTTP answer.
  await expect.poll(simulated.stderr).toMatch(reason)
  expect(errors).toEqual([])
})

test('with --browser manual a URL is only recorded, with its link', async () => {
  let asked = 0
  const microsoft = await serve((_request, response) => {
    asked += 1
    response.end()
  })
  const args = ['--microsoft', microsoft, '--browser', 'manual']
  const simulated = await startSimulator(await opens('https://login.example/a?b=c'), args)
  await simulated.post('tray-click')
  const { openedUrls, visits } = await simulated.until((desktop) => desktop.visits.length > 0)
  expect(openedUrls).toEqual(['https://login.example/a?b=c'])
  expect(visits[0]).toMatchObject({
    outcome: 'waiting for a person',
    link: `${microsoft}/login.example/a?b=c`,
  })
  expect(asked).toBe(0)
})
