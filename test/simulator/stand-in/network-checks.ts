// Checks of custom schemes, IPC messages and network requests.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, vi } from 'vitest'
import type { SimulatedRequest } from '../../../simulator/electron/network/net-request.ts'
import { createIpcMain } from '../../../simulator/electron/window/ipc-main.ts'
import { serve } from '../../support/loopback-server.ts'
import { type Checks, stage } from './stage.ts'

type Handler = (request: Request) => Response | Promise<Response>

/** An app with a standard scheme `app` and another scheme, both with this handler, which may be invalid. */
async function serving(handler: unknown) {
  const { electron, drive } = await stage({ ready: false })
  const { protocol, net } = electron
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }])
  drive.becomeReady()
  for (const scheme of ['app', 'test-scheme']) Reflect.apply(protocol.handle, protocol, [scheme, handler])
  return { protocol, net }
}
const told: Handler = ({ url }) => new Response(url)
/** The URL that a handler gets for `url`. */
const arrives = async (url: string) => (await (await serving(told)).net.fetch(url)).text()

const fails = async (handler: unknown, reason: string) => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => void vi.restoreAllMocks())
  const { net } = await serving(handler)
  for (const url of ['app://foo/', 'test-scheme://foo/']) {
    await expect(net.fetch(url)).rejects.toThrow(new Error(reason))
  }
}

export const protocol: Checks = {
  'handle receives requests': async () => {
    expect(await arrives('test-scheme://foo')).toBe('test-scheme://foo')
  },
  unhandle: async () => {
    const { protocol, net } = await serving(told)
    protocol.unhandle('test-scheme')
    expect(protocol.isProtocolHandled('test-scheme')).toBe(false)
    await expect(net.fetch('test-scheme://foo')).rejects.toThrow(/ERR_UNKNOWN_URL_SCHEME/)
    expect(() => protocol.unhandle('test-scheme')).toThrow('Failed to unhandle protocol: test-scheme')
  },
  'buffer body': async () => {
    const { net } = await serving(() => new Response(Buffer.from('hello')))
    expect(await (await net.fetch('test-scheme://foo/')).text()).toBe('hello')
  },
  'Response.error() is ERR_FAILED': () => fails(() => Response.error(), 'net::ERR_FAILED'),
  'handler that throws is ERR_UNEXPECTED': () =>
    fails(() => {
      throw new Error('a fault')
    }, 'net::ERR_UNEXPECTED'),
  'handler that rejects is ERR_UNEXPECTED': () =>
    fails(() => Promise.reject(new Error('a fault')), 'net::ERR_UNEXPECTED'),
  'what is no Response is ERR_UNEXPECTED': async () => {
    for (const one of [
      undefined,
      null,
      'text',
      7,
      { status: [] },
      { statusText: false },
      { headers: false },
    ]) {
      await fails(() => one, 'net::ERR_UNEXPECTED')
    }
  },
  'status code': async () => {
    const { net } = await serving(() => new Response(null, { status: 404 }))
    expect((await net.fetch('test-scheme://foo/')).status).toBe(404)
  },
  'content-type': async () => {
    const { net } = await serving(() => new Response('', { headers: { 'content-type': 'text/html' } }))
    expect((await net.fetch('test-scheme://foo/')).headers.get('content-type')).toBe('text/html')
  },
  'standard scheme: app://foo becomes app://foo/': async () => {
    expect(await arrives('app://foo')).toBe('app://foo/')
    expect(await arrives('app://FOO?a=1')).toBe('app://foo/?a=1')
  },
  'standard scheme: a port is dropped': async () => {
    expect(await arrives('app://foo:1234')).toBe('app://foo/')
    expect(await arrives('app://foo:80/a')).toBe('app://foo/a')
  },
  'standard scheme: dots are resolved, %2e too': async () => {
    for (const path of ['a/../b', 'a/%2e%2e/b', './b', '%2E/b', '../../b']) {
      expect(await arrives(`app://foo/${path}`)).toBe('app://foo/b')
    }
  },
  'registerSchemesAsPrivileged after ready throws': async () => {
    const { protocol } = await serving(told)
    expect(() => protocol.registerSchemesAsPrivileged([])).toThrow(/before app is ready/)
  },
  'standard scheme: app:///foo becomes app://foo/': async () => {
    expect(await arrives('app:///foo')).toBe('app://foo/')
  },
  'standard scheme: no host is an invalid address': async () => {
    await expect(arrives('app://')).rejects.toThrow('Invalid URL')
  },
  'other schemes keep their addresses': async () => {
    for (const url of ['test-scheme://foo/', 'test-scheme:///foo', 'test-scheme://foo/:30']) {
      expect(await arrives(url)).toBe(url)
    }
  },
  'a second handler of a scheme is refused': async () => {
    const { protocol } = await serving(told)
    expect(() => protocol.handle('app', told)).toThrow('Failed to register protocol: app')
  },
}

const sender = { sender: { id: 1 }, senderFrame: { processId: 2, routingId: 1 } }
/** The answer that a page gets from this handler. */
function asking(handler: (event: unknown, ...args: never[]) => unknown, ...args: unknown[]) {
  const { ipcMain, invoke } = createIpcMain()
  Reflect.apply(ipcMain.handle, ipcMain, ['ask', handler])
  return invoke(sender, 'ask', args)
}

export const ipcMain: Checks = {
  'synchronous handler': async () => expect(await asking((_, a: number) => a + 1, 1)).toBe(2),
  'asynchronous handler': async () => expect(await asking(async (_, a: number) => a + 1, 1)).toBe(2),
  'error of a synchronous handler': async () => {
    const thrown = asking(() => {
      throw new Error('a fault')
    })
    await expect(thrown).rejects.toThrow("Error invoking remote method 'ask': Error: a fault")
  },
  'error of an asynchronous handler': async () => {
    await expect(asking(() => Promise.reject(new Error('a fault')))).rejects.toThrow(/Error: a fault$/)
  },
  'no handler': async () => {
    await expect(createIpcMain().invoke(sender, 'x', [])).rejects.toThrow("No handler registered for 'x'")
  },
  'removed handler': async () => {
    const { ipcMain, invoke } = createIpcMain()
    ipcMain.handle('x', () => 1)
    ipcMain.removeHandler('x')
    await expect(invoke(sender, 'x', [])).rejects.toThrow(/No handler registered/)
  },
  'second handler': () => {
    const { ipcMain } = createIpcMain()
    ipcMain.handle('x', () => 1)
    expect(() => ipcMain.handle('x', () => 2)).toThrow("Attempted to register a second handler for 'x'")
  },
  'requests are cloned on their way in': async () => {
    const request = { words: ['one'], at: new Date(0) }
    const got: unknown[] = []
    await asking((_, arrived) => got.push(arrived), request)
    expect(got).toEqual([request])
    expect(got[0]).not.toBe(request)
  },
  'handle takes a function and nothing else': () => {
    const { ipcMain } = createIpcMain()
    for (const one of [undefined, null, {}, 'function']) {
      expect(() => Reflect.apply(ipcMain.handle, ipcMain, ['x', one])).toThrow(TypeError)
    }
  },
  'a channel named error throws nothing': () => {
    expect(() => createIpcMain().receive(sender, 'error', [1])).not.toThrow()
  },
  'messages are cloned on their way in': () => {
    const { ipcMain, receive } = createIpcMain()
    const message = { a: [1] }
    const heard = vi.fn<(event: unknown, got: unknown) => void>()
    ipcMain.on('say', heard)
    receive(sender, 'say', [message])
    expect(heard.mock.calls[0]?.[1]).toEqual(message)
    expect(heard.mock.calls[0]?.[1]).not.toBe(message)
  },
  'what cannot be cloned never arrives': async () => {
    const heard = vi.fn<() => void>()
    await expect(asking(heard, () => {})).rejects.toThrow(/could not be cloned/)
    expect(heard).not.toHaveBeenCalled()
  },
}

const net = async () => (await stage()).electron.net
const redirecting =
  (target: string): RequestListener =>
  ({ url }, response) =>
    url === '/end' ? response.end('here') : response.writeHead(302, { location: target }).end()

type Wanted = { url: string; redirect?: 'follow' | 'error' | 'manual'; headers?: Record<string, string> }
/** All events of a request in order, until its end. */
async function requested(
  options: Wanted,
  act: (request: SimulatedRequest, event: string) => void = () => {},
) {
  const request = (await net()).request(options)
  const heard: string[] = []
  await new Promise<void>((resolve) => {
    for (const event of ['redirect', 'abort', 'error', 'response']) {
      request.on(event, (first: unknown) => {
        heard.push(first instanceof Error ? `${event}: ${first.message}` : event)
        act(request, event)
        if (event !== 'redirect') setImmediate(resolve)
      })
    }
    request.end()
  })
  return heard
}
export const network: Checks = {
  'fetch http': async () => {
    const url = await serve((_, response) => response.end('hello'))
    expect(await (await (await net()).fetch(url)).text()).toBe('hello')
  },
  'string body': async () => {
    const url = await serve((request, response) => request.pipe(response))
    const answer = await (await net()).fetch(url, { method: 'POST', body: 'anchovies' })
    expect(await answer.text()).toBe('anchovies')
  },
  'refused connection is net::ERR_CONNECTION_REFUSED': async () => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    gone.close()
    const asked = (await net()).fetch(`http://127.0.0.1:${port}`)
    await expect(asked).rejects.toThrow('net::ERR_CONNECTION_REFUSED')
  },
  'redirect followed': async () => {
    const url = await serve(redirecting('/end'))
    expect(await (await (await net()).fetch(url)).text()).toBe('here')
  },
  'redirect policy error rejects, and says redirect': async () => {
    const url = await serve(redirecting('/end'))
    const refused = "Attempted to redirect, but redirect policy was 'error'"
    await expect((await net()).fetch(url, { redirect: 'error' })).rejects.toThrow(refused)
  },
  'redirect to file: is ERR_UNSAFE_REDIRECT': async () => {
    for (const target of ['file:///etc/hosts', 'data:,a', 'app://foo/', 'chrome://version']) {
      const url = await serve(redirecting(target))
      await expect((await net()).fetch(url)).rejects.toThrow('net::ERR_UNSAFE_REDIRECT')
    }
  },
  'a cut chunked body rejects with net::ERR_INCOMPLETE_CHUNKED_ENCODING': async () => {
    const url = await serve((_, response) => {
      response.write('half', () => response.destroy())
    })
    const answer = await (await net()).fetch(url)
    await expect(answer.text()).rejects.toThrow(new Error('net::ERR_INCOMPLETE_CHUNKED_ENCODING'))
  },
  'isOnline is boolean': async () => {
    const { electron, desktop } = await stage()
    expect(electron.net.isOnline()).toBe(true)
    desktop.online = false
    expect(electron.net.isOnline()).toBe(false)
  },
  'request: error redirect mode': async () => {
    const url = await serve(redirecting('/end'))
    const refused = "error: Attempted to redirect, but redirect policy was 'error'"
    expect(await requested({ url, redirect: 'error' })).toEqual([refused])
    expect(await requested({ url, redirect: 'manual' })).toEqual([
      'redirect',
      'error: Redirect was cancelled',
    ])
  },
  'request: headers in lower case': async () => {
    const url = await serve((_, response) => response.setHeader('X-Mixed-Case', 'a').end())
    const names: string[] = []
    const request = (await net()).request(url)
    await new Promise<void>((resolve) => {
      request.on('response', (answer) => {
        names.push(...Object.keys(Reflect.get(Object(answer), 'headers')))
        resolve()
      })
      request.end()
    })
    expect(names).toContain('x-mixed-case')
  },
  'request: abort is told once': async () => {
    const url = await serve(() => {})
    const request = (await net()).request(url)
    const aborted = vi.fn<() => void>()
    request.on('abort', aborted)
    request.end()
    request.abort()
    request.abort()
    await new Promise(setImmediate)
    expect(aborted).toHaveBeenCalledOnce()
  },
  'request: non-http scheme throws': async () => {
    const { request } = await net()
    for (const url of ['file:///etc/hosts', 'app://foo/', 'data:,a']) {
      expect(() => request(url)).toThrow('ClientRequest only supports http: and https: protocols')
    }
  },
  'webRequest.onBeforeRequest can cancel': async () => {
    const url = await serve((_, response) => response.end())
    const { electron } = await stage()
    const session = electron.session.fromPartition('guarded')
    const webRequest: unknown = Reflect.get(session, 'webRequest')
    const guard = (_: unknown, callback: (answer: { cancel: boolean }) => void) => callback({ cancel: true })
    Reflect.apply(Reflect.get(Object(webRequest), 'onBeforeRequest'), webRequest, [guard])
    const request: SimulatedRequest = Reflect.apply(electron.net.request, undefined, [{ url, session }])
    const error = await new Promise((resolve) => {
      request.on('error', resolve)
      request.end()
    })
    expect(error).toEqual(new Error('net::ERR_BLOCKED_BY_CLIENT'))
  },
  'a body cut short of its length rejects with net::ERR_CONTENT_LENGTH_MISMATCH': async () => {
    const url = await serve((_, response) => {
      response.setHeader('content-length', 100)
      response.write('half', () => response.destroy())
    })
    const answer = await (await net()).fetch(url)
    await expect(answer.text()).rejects.toThrow(new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
  },
  'request: redirect to file: is ERR_UNSAFE_REDIRECT': async () => {
    const url = await serve(redirecting('file:///etc/hosts'))
    expect((await requested({ url })).at(-1)).toBe('error: net::ERR_UNSAFE_REDIRECT')
  },
  'request: followRedirect without a redirect throws': async () => {
    const url = await serve(redirecting('/end'))
    const request = (await net()).request(url)
    expect(() => request.followRedirect()).toThrow(/was not waiting for a redirect/)
    const followed = await requested({ url, redirect: 'manual' }, (asked, event) => {
      if (event === 'redirect') asked.followRedirect()
    })
    expect(followed).toEqual(['redirect', 'response'])
  },
  'fetch does not say where an answer came from': async () => {
    const url = await serve((_, response) => response.end('hello'))
    expect((await (await net()).fetch(url)).url).toBe('')
  },
}
