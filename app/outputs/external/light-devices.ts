// Finds lamps in the local network and pairs with Hue bridges, for the window. Keeps the keys of pairings from the window.

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type {
  FoundDevice,
  HueAddress,
  LightDeviceKind,
  PairedBridge,
} from '../../model/external-outputs/light-device.ts'
import type { Guard } from '../../model/guard.ts'
import { type Answer, ok } from '../../model/problems/problem.ts'
import type { Clock } from '../../model/timing/clock.ts'
import type { LightDevices } from '../../services/external-outputs.ts'
import { findDevices } from './find-devices.ts'
import { pairHue } from './hue/hue-pairing.ts'

/** Neither rejects. */
export interface LightDeviceNetwork {
  find(kind: LightDeviceKind): Promise<Answer<FoundDevice[]>>
  /** Resolves to null soon after `signal` is aborted. */
  pair(address: HueAddress, signal: AbortSignal): Promise<Answer<PairedBridge | null>>
}

export function createLightDevices(network: LightDeviceNetwork): LightDevices {
  const searches = new Map<LightDeviceKind, Promise<Answer<FoundDevice[]>>>()
  let running = new AbortController()
  let last: { pairing: string; applicationKey: string } | null = null

  const search = (kind: LightDeviceKind) => network.find(kind).finally(() => searches.delete(kind))

  return {
    commands: {
      /** A second call during a search gets the answer of the first. */
      findDevices(kind) {
        const started = searches.get(kind) ?? search(kind)
        searches.set(kind, started)
        return started
      },
      /** Cancels a pairing that is running. */
      async pairHue(address) {
        running.abort()
        running = new AbortController()
        const { signal } = running
        const answer = await network.pair(address, signal)
        if (!answer.ok) return answer
        // It can be cancelled just when the bridge answers.
        if (answer.value === null || signal.aborted) return ok(null)
        const { applicationKey, ...bridge } = answer.value
        last = { pairing: randomUUID(), applicationKey }
        return ok({ ...address, ...bridge, pairing: last.pairing })
      },
      cancelPairing: () => running.abort(),
    },
    applicationKey: (pairing) => (last?.pairing === pairing ? last.applicationKey : null),
  }
}

export const createNetworkDevices = (clock: Clock, guard: Guard): LightDevices =>
  createLightDevices({
    find: (kind) => findDevices(kind, { clock, guard, signal: new AbortController().signal }),
    pair: (address, signal) => pairHue(address, { clock, guard, signal, computerName: hostname() }),
  })
