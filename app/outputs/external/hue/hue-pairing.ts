// Pairs with a Hue bridge: asks it for an application key until its button is pressed ("Getting started", Hue developer
// documentation).

import { z } from 'zod'
import type { HueAddress, PairedBridge } from '../../../model/external-outputs/light-device.ts'
import {
  type Answer,
  failed,
  ok,
  type Problem,
  unexpected,
  withoutRetry,
} from '../../../model/problems/problem.ts'
import { waitOrAbort } from '../../../model/timing/abortable-wait.ts'
import type { Clock } from '../../../model/timing/clock.ts'
import { problemOf, type Running, refused, requestJson } from '../json-request.ts'
import { OutputError } from '../output-driver.ts'
import { connectBridge, ResourceMissing } from './hue-bridge.ts'
import { HUE_PORT } from './hue-driver.ts'
import { lampsAndRooms } from './lamps-and-rooms.ts'
import { type BridgeCertificate, PinnedAgent } from './pinned-agent.ts'

/** How long the button is waited for. */
const BUTTON_WAIT_MS = 60_000
const ASK_EVERY_MS = 1000
/** The error "link button not pressed" ("Error messages", Hue developer documentation). */
const BUTTON_NOT_PRESSED = 101
const LARGEST_ANSWER = 50_000

/** `signal` cancels the pairing. */
export interface PairingParts extends Running {
  clock: Clock
  /** Shown in the Hue app beside the name of this program. */
  computerName: string
}

const bridgeIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/i)
  .toLowerCase()
const configSchema = z.object({ bridgeid: bridgeIdSchema })
const keySchema = z.tuple([
  z.union([
    z.object({ success: z.object({ username: z.string().min(1).max(256) }) }),
    z.object({ error: z.object({ type: z.number(), description: z.string().default('') }) }),
  ]),
])

/**
 * Resolves to the key and what is needed to find the bridge again; to null if it was cancelled. The first certificate of the
 * bridge is the only one that gets the key. Never rejects.
 */
export async function pairHue(
  { host, port = HUE_PORT }: HueAddress,
  parts: PairingParts,
): Promise<Answer<PairedBridge | null>> {
  const certificates: BridgeCertificate[] = []
  const agent = new PinnedAgent(parts.guard, (certificate) => {
    certificates.push(certificate)
    return certificate.fingerprint === certificates[0]?.fingerprint
  })
  try {
    const bridgeId = await readBridgeId({ host, port, agent }, parts)
    const { fingerprint, commonName } = certificates[0] ?? notABridge(host)
    // The name in the certificate of a bridge is its id ("Using HTTPS").
    if (bridgeIdSchema.safeParse(commonName).success && commonName !== bridgeId) notABridge(host)
    const applicationKey = await askForKey({ host, port, agent }, parts)
    const bridge = connectBridge({ host, port, fingerprint, applicationKey, ...parts })
    try {
      return ok({ applicationKey, bridgeId, fingerprint, resources: await lampsAndRooms(bridge) })
    } finally {
      bridge.close()
    }
  } catch (error) {
    if (parts.signal.aborted) return ok(null)
    const problem = problemOf(error) ?? unexpected(error)
    if (error instanceof ResourceMissing || isUnencrypted(problem))
      return failed({ kind: 'not-a-hue-bridge', next: 'person', host })
    return failed(withoutRetry(problem))
  } finally {
    agent.destroy()
  }
}

type BridgeAddress = Parameters<typeof requestJson>[0]

/** Whether the server does not know TLS. */
const isUnencrypted = (problem: Problem) =>
  problem.kind === 'output-unreachable' && /^(?:ERR_SSL_|EPROTO)/.test(problem.detail)

function notABridge(host: string): never {
  throw new OutputError({ kind: 'not-a-hue-bridge', next: 'person', host })
}

/** The short configuration needs no key. */
async function readBridgeId(address: BridgeAddress, parts: PairingParts): Promise<string> {
  const request = { method: 'GET', path: '/api/config', limitBytes: LARGEST_ANSWER } as const
  const { body } = await requestJson(address, request, parts)
  const config = configSchema.safeParse(body)
  return config.success ? config.data.bridgeid : notABridge(address.host)
}

async function askForKey(address: BridgeAddress, parts: PairingParts): Promise<string> {
  const { clock, signal, computerName } = parts
  const startMs = clock.monotonicMs()
  for (;;) {
    const { body } = await requestJson(
      address,
      {
        method: 'POST',
        path: '/api',
        limitBytes: LARGEST_ANSWER,
        body: { devicetype: deviceTypeOf(computerName), generateclientkey: true },
      },
      parts,
    )
    const answer = keySchema.safeParse(body)
    if (!answer.success) return notABridge(address.host)
    const [result] = answer.data
    if ('success' in result) return result.success.username
    const { type, description } = result.error
    if (type !== BUTTON_NOT_PRESSED) throw refused(address.host, description || `${type}`)
    if (clock.monotonicMs() - startMs >= BUTTON_WAIT_MS) {
      throw new OutputError({
        kind: 'bridge-button-not-pressed',
        next: 'person',
        host: address.host,
        afterMs: BUTTON_WAIT_MS,
      })
    }
    await pause(clock, signal)
  }
}

/** "application_name#device_name": at most 20 and 19 characters. */
const deviceTypeOf = (computerName: string) =>
  `tally_light#${computerName.replace(/[^\w-]/g, '_').slice(0, 19) || 'computer'}`

/** Rejects if `signal` is aborted. */
async function pause(clock: Clock, signal: AbortSignal) {
  await waitOrAbort(clock, ASK_EVERY_MS, signal)
  if (signal.aborted) throw new Error('cancelled')
}
