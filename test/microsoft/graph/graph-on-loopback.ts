// The client of Graph with a small server on loopback, which answers as the test wants and records every request.

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import { createGraph, type TokenNeed } from '../../../app/microsoft/graph/graph.ts'
import { createNetwork } from '../../../app/microsoft/network/network.ts'
import type { CloudName, GraphVersion, Permission } from '../../../app/model/names.ts'
import { type Answer, ok } from '../../../app/model/problems/problem.ts'
import { serve } from '../../support/loopback-server.ts'

export interface Asked {
  method: string
  /** With the intended host, `/graph.microsoft.com/v1.0/me/presence`, and the query. */
  path: string
  headers: IncomingHttpHeaders
  /** Parsed; null without a body. */
  body: unknown
}

export interface Told {
  status?: number
  headers?: Record<string, string> | undefined
  /** Sent as JSON; no body if undefined. */
  body?: unknown
  /** Sent unchanged. */
  html?: string
}

export interface LoopbackOptions {
  answer: (asked: Asked) => Told
  cloud?: CloudName
  version?: GraphVersion
  accountId?: string | null
  accessToken?: (need: TokenNeed, permission: Permission) => Promise<Answer<string>>
}

export const ADA = 'fa8bf3dc-eca7-46b7-bad1-db199b62afc3'

export async function graphOnLoopback(options: LoopbackOptions) {
  const { answer, cloud = 'global', version = 'v1.0', accountId = ADA } = options
  const asked: Asked[] = []
  const needs: { need: TokenNeed; permission: Permission }[] = []
  const url = await serve(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const text = await textOf(request)
    const one: Asked = { method, path, headers, body: text === '' ? null : JSON.parse(text) }
    asked.push(one)
    const { status = 200, headers: sent = {}, body, html } = answer(one)
    response.writeHead(status, {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...sent,
    })
    response.end(body === undefined ? html : JSON.stringify(body))
  })
  const graph = createGraph({
    network: createNetwork({ fetch, isOnline: () => true, microsoftUrl: url, clock: systemClock }),
    cloud,
    version: () => version,
    async accessToken(need, permission) {
      needs.push({ need, permission })
      return options.accessToken ? options.accessToken(need, permission) : ok(`${need.kind} ${permission}`)
    },
    accountId: () => accountId,
    nowMs: Date.now,
  })
  return { graph, asked, needs }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}
