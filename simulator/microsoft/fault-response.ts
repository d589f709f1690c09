// Sends the response of each fault.
import type { ServerResponse } from 'node:http'
import { refuseAuthorize } from './entra/authorize.ts'
import { captivePortalPage } from './entra/entra-page.ts'
import { refusal, refusalPage, refusalReply } from './entra/refusal.ts'
import type { Fault, FaultTarget } from './faults.ts'
import { challengeByFault, graphError } from './graph/graph-request.ts'
import { html, json, type Reply, send } from './http.ts'
import type { Call } from './routes.ts'

/** More than the 1 MB that the app reads at most. */
const HUGE_CHARACTERS = 1_500_000
const WHOLE_ANSWER = {
  availability: 'Busy',
  activity: 'InAMeeting',
  outOfOfficeSettings: { isOutOfOffice: false },
}

/** Responds to a request with a fault, or never responds. */
export function respondWithFault(
  call: Call,
  which: FaultTarget,
  fault: Fault,
  outgoing: ServerResponse,
): void {
  const { hanging } = call.fake
  switch (fault) {
    case 'hang':
      hanging.add(outgoing)
      outgoing.on('close', () => hanging.delete(outgoing))
      return
    case 'reset':
      outgoing.socket?.resetAndDestroy()
      return
    case 'cut-short':
      cutShort(outgoing, json(200, WHOLE_ANSWER))
      return
    case 'huge':
      // Without Content-Length, so that a client has to count the bytes.
      outgoing.writeHead(200, { 'Content-Type': 'application/json' })
      outgoing.end(JSON.stringify({ availability: 'Available', padding: 'x'.repeat(HUGE_CHARACTERS) }))
      return
    case 'html':
      send(outgoing, html(200, captivePortalPage))
      return
    default:
      if ('cut' in fault && fault.cut) cutShort(outgoing, faultyReply(call, which, fault))
      else send(outgoing, faultyReply(call, which, fault))
  }
}

function cutShort(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  outgoing.writeHead(status, { ...headers, 'Content-Length': String(body.length) })
  outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy())
}

function faultyReply(call: Call, which: FaultTarget, fault: Exclude<Fault, string>): Reply {
  if ('claims' in fault) return challengeByFault(call, fault.claims)
  if ('error' in fault) return refuseAuthorize(call, fault)
  const { status, headers = {}, body } = fault
  if (body === undefined) {
    const usual = usualReply(call, which, status)
    return { ...usual, headers: { ...usual.headers, ...headers } }
  }
  if (typeof body !== 'string') return json(status, body, headers)
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body }
}

/** The server's usual response with this status. */
function usualReply({ fake, request }: Call, which: FaultTarget, status: number): Reply {
  const now = fake.options.now()
  const busy = refusal('temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.')
  switch (which) {
    case 'token':
      return { ...refusalReply(busy, now, request.host), status }
    case 'authorize':
      return { ...refusalPage(busy), status }
    default:
      return graphError(status, `The service answers ${status}.`, now)
  }
}
