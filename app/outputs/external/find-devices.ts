// Finds Hue bridges and WLED devices in the local network by multicast DNS (RFC 6762). It runs when the user presses Find,
// and when a paired bridge has left its address.

import { createSocket, type Socket } from 'node:dgram'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { z } from 'zod'
import {
  type FoundDevice,
  type LightDeviceKind,
  MOST_DEVICES,
} from '../../model/external-outputs/light-device.ts'
import { HIGHEST_PORT } from '../../model/external-outputs/output-limits.ts'
import type { Guard } from '../../model/guard.ts'
import { type Answer, failed, ok, safeDetail } from '../../model/problems/problem.ts'
import { errorCode } from '../../model/problems/thrown-error.ts'
import { waitOrAbort } from '../../model/timing/abortable-wait.ts'
import { oneLine } from '../../reading/one-line.ts'
import type { Running } from './json-request.ts'

/** How long devices are waited for. They answer within a second. */
export const SEARCH_MS = 3000
/** A packet can be lost, so the question is sent twice. */
const ASK_AGAIN_MS = 1000
const GROUP = '224.0.0.251'
/** Virtual machines and VPNs add interfaces. */
const MOST_INTERFACES = 16

export interface MulticastOptions {
  /** By default 5353, the port of multicast DNS. */
  port?: number
  /** The addresses of the network interfaces; by default all. */
  interfaces?: readonly string[]
}

const serviceSchema = z.object({
  name: z.string().transform((name) => oneLine(name).slice(0, 60)),
  port: z.number().int().min(1).max(HIGHEST_PORT),
  addresses: z.array(z.string()).max(50).default([]),
  referer: z.object({ address: z.string() }).optional(),
  txt: z.object({ bridgeid: z.string().optional(), mac: z.string().optional() }).catch({}),
})

/** Resolves after `SEARCH_MS`, or when `signal` is aborted, to at most `MOST_DEVICES` devices. Never rejects. */
export async function findDevices(
  kind: LightDeviceKind,
  { clock, signal, guard }: Running,
  options: MulticastOptions = {},
): Promise<Answer<FoundDevice[]>> {
  try {
    const devices = new Map<string, FoundDevice>()
    const onService = guard('The search for devices', (service: unknown) => {
      const device = deviceOf(service)
      if (device && devices.size < MOST_DEVICES) devices.set(`${device.host}:${device.port}`, device)
    })
    const { port = 5353, interfaces = ownAddresses() } = options
    const searches: Search[] = []
    try {
      for (const address of interfaces.slice(0, MOST_INTERFACES))
        searches.push(await startSearch(kind, { address, port, guard, onService }))
      await waitOrAbort(clock, ASK_AGAIN_MS, signal)
      for (const search of searches) search.ask()
      await waitOrAbort(clock, SEARCH_MS - ASK_AGAIN_MS, signal)
    } finally {
      for (const search of searches) search.stop()
    }
    return ok([...devices.values()].sort((one, other) => one.name.localeCompare(other.name)))
  } catch (error) {
    const detail = errorCode(error) ?? (error instanceof Error ? error.message : '')
    return failed({ kind: 'device-search-failed', next: 'person', detail: safeDetail(detail) })
  }
}

export type FindBridge = typeof findBridge

/** The device with the id of a bridge; null if there is none. Never rejects. */
export async function findBridge(bridgeId: string, running: Running): Promise<FoundDevice | null> {
  if (bridgeId === '') return null
  const found = await findDevices('hue', running)
  return (found.ok && found.value.find(({ id }) => id === bridgeId.toLowerCase())) || null
}

interface Search {
  ask(): void
  stop(): void
}

/** Asks on one network interface: the system would choose one, such as that of a VPN. Rejects if the port is not available. */
async function startSearch(
  kind: LightDeviceKind,
  parts: { address: string; port: number; guard: Guard; onService: (service: unknown) => void },
): Promise<Search> {
  const { address, port, guard } = parts
  // Few people search, and only once.
  const { Bonjour } = await import('bonjour-service')
  // The library ends the program if it cannot bind its socket, so it gets one that is bound.
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  await bound(socket, port, guard)
  join(socket, address)
  const settings: object = { socket, port, bind: false, multicast: false }
  const bonjour = new Bonjour(
    settings,
    guard('The search for devices', () => {}),
  )
  // A packet that the library cannot read must not end the program either.
  const listeners = socket.listeners('message')
  socket.removeAllListeners('message')
  for (const listener of listeners)
    socket.on(
      'message',
      guard('A packet of the search for devices', (...packet) => listener(...packet)),
    )
  const browser = bonjour.find({ type: kind }, parts.onService)
  return {
    ask: () => browser.update(),
    stop() {
      browser.stop()
      bonjour.destroy()
    },
  }
}

const bound = (socket: Socket, port: number, guard: Guard) =>
  new Promise<void>((resolve, reject) => {
    const onError = guard('The search for devices', (error: Error) => {
      socket.close()
      reject(error)
    })
    socket.once('error', onError)
    socket.bind(port, () => {
      socket.off('error', onError)
      resolve()
    })
  })

/** An interface without multicast is asked in vain. */
function join(socket: Socket, address: string) {
  try {
    socket.addMembership(GROUP, address)
    socket.setMulticastInterface(address)
  } catch {
    // Such as a tunnel.
  }
}

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap(
    (all) => all?.find(({ family }) => family === 'IPv4')?.address ?? [],
  )

function deviceOf(service: unknown): FoundDevice | null {
  const read = serviceSchema.safeParse(service)
  if (!read.success) return null
  const { name, port, addresses, referer, txt } = read.data
  const host = addresses.find((address) => isIP(address) === 4) ?? referer?.address
  if (host === undefined || isIP(host) === 0) return null
  return { name, host, port, id: idOf(txt.bridgeid ?? txt.mac ?? '') }
}

const idOf = (text: string) => (/^[0-9a-f]{1,32}$/i.test(text) ? text.toLowerCase() : '')
