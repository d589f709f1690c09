// Shows the light on a WLED device, over HTTP and only in the local network: the device has neither a password nor
// encryption.

import { Agent } from 'node:http'
import { isIP } from 'node:net'
import type { Lamp } from '../../../model/external-outputs/shown-light.ts'
import { refused, requestJson } from '../json-request.ts'
import { type CreateDriver, OutputError } from '../output-driver.ts'
import { isPrivateAddress, privateLookup } from '../web-request/private-address.ts'
import { segmentToName, wledChangeOf, wledStateSchema } from './wled-state.ts'

/** 32 segments need about 12 kB. */
const LARGEST_ANSWER = 64_000

export const createWledDriver: CreateDriver<'wled'> = ({ target: { host, port }, clock, guard }) => {
  const agent = new Agent({ maxSockets: 1 })
  const lookup = privateLookup()
  const publicAddress = () => new OutputError({ kind: 'output-address-public', next: 'person', host })

  /** Rejects with an OutputError unless the device confirms the change. */
  async function change(body: object, signal: AbortSignal) {
    const request = { method: 'POST', path: '/json/state', body, limitBytes: LARGEST_ANSWER } as const
    // For an address, Node.js calls no lookup.
    if (isIP(host) !== 0 && !isPrivateAddress(host)) throw publicAddress()
    const answer = await requestJson({ host, port, agent, lookup }, request, { clock, guard, signal })
    if (answer.status !== 200) throw refused(host, `${answer.status}`)
    const state = wledStateSchema.safeParse(answer.body)
    if (!state.success) throw refused(host, JSON.stringify(answer.body) ?? '')
    return state.data
  }

  async function show(lamp: Lamp, signal: AbortSignal) {
    const state = await change(wledChangeOf(lamp), signal)
    const segment = lamp.kind === 'on' ? segmentToName(state) : null
    const shown = segment === null ? state : await change(wledChangeOf(lamp, segment), signal)
    if (shown.on !== (lamp.kind === 'on')) throw refused(host, `on: ${shown.on}`)
  }

  return {
    send: ({ lamp }, signal) => show(lamp, signal),
    stop: () => agent.destroy(),
  }
}
