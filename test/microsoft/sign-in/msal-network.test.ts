// The network module of MSAL passes on valid answers only.
import { describe, expect, test } from 'vitest'
import { msalNetwork } from '../../../app/microsoft/sign-in/msal-network.ts'
import { ok } from '../../../app/model/problems/problem.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'

const host = 'login.microsoftonline.us'
const url = `https://${host}/organizations/v2.0/.well-known/openid-configuration`

function msalAt(json: unknown) {
  const network = { request: async () => ok({ status: 200, headers: {}, json }) }
  return msalNetwork(network, createVirtualClock())(null)
}

describe('discovery', () => {
  const addresses = { authorization_endpoint: 'a', token_endpoint: 'b', issuer: 'c', jwks_uri: 'd', more: 1 }

  test.each([
    addresses,
    { tenant_discovery_endpoint: 'a', metadata: [{}], more: 1 },
    { error: 'invalid_tenant' },
  ])('%j is passed on', async (json) => {
    expect(await msalAt(json).client.sendGetRequestAsync(url)).toMatchObject({ body: json })
  })

  test.each([
    null,
    [],
    'ok',
    7,
    {},
    { error: {} },
    { ...addresses, issuer: 7 },
    { ...addresses, token_endpoint: '' },
  ])('%j is not an answer', async (json) => {
    const { client, lastProblem } = msalAt(json)
    await expect(client.sendGetRequestAsync(url)).rejects.toThrow('not-an-answer')
    expect(lastProblem()).toEqual({ kind: 'not-an-answer', next: 'retries', host, expected: 'sign-in' })
  })
})
