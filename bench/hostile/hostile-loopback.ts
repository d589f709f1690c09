// Attacks the loopback port of a pending sign-in with generated raw requests, then completes the sign-in.
import { connect, type Socket } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { systemClock } from '../../app/desktop/system-clock.ts'
import { createNetwork } from '../../app/microsoft/network/network.ts'
import { browserPages } from '../../app/microsoft/sign-in/browser-page.ts'
import { createSignIn } from '../../app/microsoft/sign-in/sign-in.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../simulator/microsoft/fake-microsoft.ts'
import { signInThroughBrowser } from '../../test/simulator/microsoft/browser.ts'
import { hasIpv6 } from '../../test/support/has-ipv6.ts'
import { createVirtualClock } from '../../test/support/virtual-clock.ts'
import english from '../../words/english.ts'
import { createWords } from '../../words/translator.ts'
import { seededRandom } from '../random.ts'
import { type HostileRequest, hostileRequests } from './hostile-requests.ts'

/** Concurrent connections, without those held open until the listener closes them. */
const AT_ONCE = 64
/** Time that passes on the sign-in's clock per request and in all, ms; less than its timeout of 5 minutes. */
const PASSING = { perRequestMs: 20, inAllMs: 240_000, afterwardsMs: 15_000 }
/** Interval at which the event loop is sampled, ms. */
const RESOLUTION_MS = 5

interface LoopbackAttack {
  /** Number of connections; some carry several requests. */
  requests: number
  seed: number
}

interface LoopbackFigures {
  sent: number
  /** Number of connections that got a status. */
  answered: number
  /** Count by the status of the first response; `none` without one. */
  byStatus: Record<string, number>
  /** Whether the sign-in succeeded afterwards, with the one code that Entra issued. */
  signedIn: boolean
  /** Uncaught exceptions and unhandled rejections. */
  uncaught: number
  /** The longest time that the event loop was blocked, by listener and attacker, ms. */
  longestBlockMs: number
}

/** Attacks the real listener, then signs in at the fake Microsoft. Throws if no sign-in page opens. */
export async function attackLoopback({ requests, seed }: LoopbackAttack): Promise<LoopbackFigures> {
  const fake = await startFakeMicrosoft()
  let uncaught = 0
  const count = () => {
    uncaught += 1
  }
  process.on('uncaughtException', count).on('unhandledRejection', count)
  try {
    const { clock, outcome, page } = await openSignIn(fake)
    const query = new URL(page).searchParams
    const { host, port } = new URL(query.get('redirect_uri') ?? '')
    const next = hostileRequests({ host, state: query.get('state') ?? '' }, seededRandom(seed))
    const byStatus: Record<string, number> = {}
    const heldOpen: Promise<void>[] = []
    let sent = 0

    async function attacker() {
      while (sent < requests) {
        sent += 1
        const number = sent
        const request = next()
        const finished = send(request, Number(port)).then((status) => {
          byStatus[status] = (byStatus[status] ?? 0) + 1
        })
        if (request.manner === 'held open') heldOpen.push(finished)
        else await finished
        if (number % AT_ONCE === 0)
          await clock.pass(AT_ONCE * Math.min(PASSING.perRequestMs, PASSING.inAllMs / requests))
      }
    }
    const longestBlockMs = watchBlocks()
    await Promise.all(Array.from({ length: AT_ONCE }, attacker))
    await clock.pass(PASSING.afterwardsMs)
    await Promise.all(heldOpen)
    const blockMs = longestBlockMs()

    // If the listener has closed, the outcome has the reason.
    await signInThroughBrowser(fake.url, page).catch(() => {})
    const answer = await outcome
    await turnOfTheLoop()
    const redeemed = fake.requests.filter(({ path }) => path.endsWith('/token')).length
    const { none = 0 } = byStatus
    return {
      sent,
      answered: sent - none,
      byStatus,
      signedIn: answer.ok && answer.value.username === fake.account.username && redeemed === 1,
      uncaught,
      longestBlockMs: Math.round(blockMs),
    }
  } finally {
    process.off('uncaughtException', count).off('unhandledRejection', count)
    await fake.close()
  }
}

/**
 * Measures how long the event loop is blocked. Counts only this process's processor time, since a busy computer also delays
 * it. The returned function stops the measurement and returns the longest time, ms.
 */
function watchBlocks(): () => number {
  let longestMs = 0
  let last = { cpu: process.cpuUsage(), atMs: performance.now() }
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(last.cpu)
    const roundMs = Math.min((user + system) / 1000, performance.now() - last.atMs)
    longestMs = Math.max(longestMs, roundMs - RESOLUTION_MS)
    last = { cpu: process.cpuUsage(), atMs: performance.now() }
  }, RESOLUTION_MS)
  return () => {
    clearInterval(timer)
    return longestMs
  }
}

/** Starts a sign-in and resolves when it has opened its page. */
async function openSignIn(fake: FakeMicrosoft) {
  const clock = createVirtualClock(Date.now())
  let opened: (page: string) => void = () => {}
  const page = new Promise<string>((resolve) => {
    opened = resolve
  })
  const { signIn } = createSignIn({
    registration: { clientId: fake.clientId, tenant: 'organizations', cloud: 'global' },
    network: createNetwork({ fetch, isOnline: () => true, microsoftUrl: fake.url, clock: systemClock }),
    tokenCache: {
      read: async () => ({ kind: 'empty' }),
      write: async () => {},
      forget: async () => {},
      keptIn: async () => 'memory',
    },
    clock,
    platform: process.platform,
    openBrowser: async (url) => opened(url),
    pages: () => browserPages(createWords('en', english)),
  })
  const outcome = signIn()
  const failed = outcome.then((answer) =>
    Promise.reject(new Error(`No page opened: ${JSON.stringify(answer)}`)),
  )
  failed.catch(() => {})
  return { clock, outcome, page: await Promise.race([page, failed]) }
}

/** Resolves to the status of the first response, or `none`, when the connection has closed. */
function send({ family, manner, bytes }: HostileRequest, port: number): Promise<string> {
  return new Promise((resolve) => {
    let first = ''
    const socket = connect(port, family === 6 && hasIpv6 ? '::1' : '127.0.0.1', () => {
      act(socket, manner, bytes)
    })
    socket.setEncoding('latin1').on('data', (part) => {
      if (first.length < 16) first += part
    })
    // Reset, so that a hundred thousand connections do not exhaust the ports (TIME_WAIT).
    socket.on('end', () => socket.resetAndDestroy())
    socket.on('error', () => {})
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 'none'))
  })
}

function act(socket: Socket, manner: HostileRequest['manner'], bytes: Buffer): void {
  const half = bytes.length >> 1
  switch (manner) {
    case 'at once':
      socket.end(bytes)
      return
    case 'in pieces':
      socket.write(bytes.subarray(0, half), () => setImmediate(() => socket.end(bytes.subarray(half))))
      return
    case 'cut off':
      socket.end(bytes.subarray(0, half))
      return
    case 'reset':
      socket.write(bytes.subarray(0, half), () => socket.resetAndDestroy())
      return
    case 'held open':
      socket.write(bytes.subarray(0, half))
  }
}
