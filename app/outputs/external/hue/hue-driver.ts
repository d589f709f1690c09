// Shows the light on a lamp or in a room of a Philips Hue bridge.

import { z } from 'zod'
import type { Lamp } from '../../../model/external-outputs/shown-light.ts'
import type { ProblemKind } from '../../../model/problems/problem-kinds.ts'
import type { FindBridge } from '../find-devices.ts'
import { refused } from '../json-request.ts'
import { type CreateDriver, type DriverParts, OutputError } from '../output-driver.ts'
import { createCommandPace } from './command-pace.ts'
import { connectBridge, type HueBridge, ResourceMissing } from './hue-bridge.ts'
import { blinkEndOf, blinkOf, changeOf, type HueLamp, lampSchema, restoreOf } from './lamp-state.ts'
import { lampsOfRoom } from './room-lamps.ts'

/** The port of every bridge. */
export const HUE_PORT = 443
/** A search sends packets to the whole local network. */
const SEARCH_EVERY_MS = 10 * 60_000
/** The bridge may have another address: its own does not answer, or another device answers. */
const mayHaveMoved: ReadonlySet<ProblemKind> = new Set([
  'output-unreachable',
  'output-timed-out',
  'output-certificate-untrusted',
])

const connectivitySchema = z.object({
  owner: z.object({ rid: z.string() }),
  status: z.string(),
})

/** What has to be undone at a lamp or a room. */
interface Undo {
  /** The lamps before the first light, to be restored; null if no light was shown. */
  before: HueLamp[] | null
  isBlinking: boolean
}

/** The drivers. `find` searches for a bridge that has moved. */
export function createHueDriver(find: FindBridge): CreateDriver<'hue'> {
  /** By output and lamp. A later driver, such as after a new pairing, undoes what an earlier one has left. */
  const undos = new Map<string, Undo>()

  return (parts) => {
    const { id, target, clock, guard } = parts
    const key = JSON.stringify([id, target.bridgeId, target.resource.id])
    const undo = undos.get(key) ?? { before: null, isBlinking: false }
    undos.set(key, undo)
    const show = createHueShow(parts, undo)
    let address = { host: target.host, port: target.port ?? HUE_PORT }
    let searchedAtMs = Number.NEGATIVE_INFINITY

    async function sendTo(lamp: Lamp, signal: AbortSignal) {
      const { applicationKey } = parts.secrets
      if (!applicationKey) throw new OutputError({ kind: 'output-secret-missing', next: 'person' })
      const bridge = connectBridge({
        ...address,
        fingerprint: target.fingerprint,
        applicationKey,
        clock,
        guard,
        signal,
      })
      try {
        await show(lamp, bridge, { host: address.host, signal })
      } finally {
        bridge.close()
      }
    }

    /** The new address of the bridge; null if there is none, or if the last search was a short time ago. */
    async function search(error: unknown, signal: AbortSignal) {
      if (!(error instanceof OutputError) || !mayHaveMoved.has(error.problem.kind)) return null
      if (signal.aborted || clock.monotonicMs() - searchedAtMs < SEARCH_EVERY_MS) return null
      searchedAtMs = clock.monotonicMs()
      const found = await find(target.bridgeId, { clock, guard, signal })
      return found && (found.host !== address.host || found.port !== address.port) ? found : null
    }

    return {
      async send({ lamp }, signal) {
        try {
          await sendTo(lamp, signal)
        } catch (error) {
          const found = await search(error, signal)
          if (!found) throw error
          parts.log.info('The Hue bridge has a new address')
          address = { host: found.host, port: found.port }
          await sendTo(lamp, signal)
        }
      },
      stop() {},
    }
  }
}

/** Shows a light over a connected bridge. Remembers what the lamp can do and what it showed before. */
function createHueShow({ target, clock, log }: DriverParts<'hue'>, undo: Undo) {
  const { type, id, name } = target.resource
  const pace = createCommandPace(clock)
  /** What the lamp can do; null until it was read, and after a failure. */
  let known: HueLamp | null = null

  return async function show(
    lamp: Lamp,
    bridge: HueBridge,
    { host, signal }: { host: string; signal: AbortSignal },
  ): Promise<void> {
    async function read(): Promise<HueLamp> {
      const [resource] = await bridge.get(`${type}/${id}`, lampSchema)
      if (!resource) throw new ResourceMissing(host)
      if (type === 'light') await checkConnectivity(resource)
      return resource
    }

    /** A lamp without power is still known to the bridge (the resource zigbee_connectivity). */
    async function checkConnectivity({ owner }: HueLamp) {
      const states = await bridge.get('zigbee_connectivity', connectivitySchema)
      const state = states.find((one) => one.owner.rid === owner.rid)?.status
      if (state === 'connectivity_issue' || state === 'disconnected') throw lampUnreachable()
    }

    async function put(change: object | null, lampId?: string) {
      if (change === null) return
      const resource = lampId === undefined ? { type, id } : { type: 'light' as const, id: lampId }
      await pace(resource.type, signal)
      const errors = await bridge.put(`${resource.type}/${resource.id}`, change)
      for (const error of errors) checkError(error)
    }

    /** Texts of the bridge: the API has no codes for them. */
    function checkError(error: string) {
      // The lamp is off, and stays as it is.
      if (error.includes('soft off')) return
      // In a room, the other lamps show the light.
      if (type === 'grouped_light' && error.includes('is not supported by resource')) return
      if (!error.includes('communication issues')) throw refused(host, error)
      if (type === 'light') throw lampUnreachable()
      log.info('A lamp of the room has no connection to the Hue bridge')
    }

    const lampUnreachable = () =>
      new OutputError({ kind: 'output-lamp-unreachable', next: 'retries', host, name })

    async function endBlinking() {
      if (!undo.isBlinking || known === null) return
      await put(blinkEndOf(known))
      undo.isBlinking = false
    }

    async function restore(lamps: readonly HueLamp[]) {
      for (const one of lamps) {
        for (const change of restoreOf(one)) await put(change, one.id)
      }
      undo.before = null
    }

    async function showLamp() {
      const restores = target.putsBack && undo.before === null
      if (known === null || restores) known = await read()
      if (lamp.kind === 'off' && target.putsBack) {
        await endBlinking()
        if (undo.before !== null) await restore(undo.before)
        return
      }
      if (restores) undo.before = type === 'light' ? [known] : await lampsOfRoom(bridge, known)
      await endBlinking()
      await put(changeOf(lamp, known))
      if (lamp.kind === 'on' && lamp.blink) {
        undo.isBlinking = true
        await put(blinkOf(lamp.colour, known))
      }
    }

    try {
      await showLamp()
    } catch (error) {
      known = null
      if (!(error instanceof ResourceMissing)) throw error
      throw new OutputError({ kind: 'output-lamp-missing', next: 'person', host, name })
    }
  }
}
