// Looking up a tenant over real HTTP: at the fake Entra, and at other servers in its place.

import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../app/desktop/system-clock.ts'
import { createNetwork } from '../../../app/microsoft/network/network.ts'
import { findTenant } from '../../../app/microsoft/sign-in/tenant.ts'
import type { CloudName } from '../../../app/model/names.ts'
import { type FakeMicrosoft, startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { serve } from '../../support/loopback-server.ts'

let fake: FakeMicrosoft
beforeAll(async () => {
  fake = await startFakeMicrosoft()
})
afterAll(() => fake.close())

const NOW = Date.parse('2026-11-23T10:45:00Z')
const host = 'login.microsoftonline.com'

function ask(microsoftUrl: string, tenant = 'contoso.example', cloud: CloudName = 'global') {
  const network = createNetwork({ fetch, isOnline: () => true, microsoftUrl, clock: systemClock })
  return findTenant(network, () => NOW, { tenant, cloud })
}

const found = (cloud: CloudName | null) => ({ ok: true, value: { tenantId: fake.tenantId, cloud } })

describe('at Entra', () => {
  test('a domain and an ID are found at the login host of the cloud', async () => {
    expect(await ask(fake.url)).toEqual(found('global'))
    expect(await ask(fake.url, fake.tenantId.toUpperCase())).toEqual(found('global'))
    expect(await ask(fake.url, 'contoso.example', 'us-gov-l5')).toEqual(found('us-gov-l5'))
    expect(await ask(fake.url, 'contoso.example', 'china')).toEqual(found('china'))
    expect(fake.requests.map((request) => request.host)).toEqual([
      host,
      host,
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
    ])
  })

  test('a tenant that does not exist is reported with its number', async () => {
    expect(await ask(fake.url, 'nobody.example')).toEqual({
      ok: false,
      problem: { kind: 'tenant-unknown', next: 'person', code: 'AADSTS90002' },
    })
  })
})

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body))

test.each([
  { error_codes: [90002] },
  { error_codes: [9999999, 90002] },
  { error_codes: ['x'], error_uri: `https://${host}/error?code=90002` },
  { error_codes: [9999999], error_description: 'AADSTS90002: Tenant not found.' },
])('the number is found wherever Entra puts it: %j', async (named) => {
  const url = await serve(answering(400, { error: 'invalid_request', ...named }))
  expect(await ask(url)).toMatchObject({
    ok: false,
    problem: { kind: 'tenant-unknown', code: 'AADSTS90002' },
  })
})

const TENANT_ID = '99999999-8888-4777-8666-555555555555'
const configuration = (more: object) => ({
  issuer: `https://${host}/${TENANT_ID}/v2.0`,
  ...more,
})

describe('the cloud of a tenant', () => {
  test.each<[asked: CloudName, said: object, cloud: CloudName | null]>([
    ['global', { cloud_instance_name: 'microsoftonline.com', tenant_region_sub_scope: 'GCC' }, 'global'],
    ['global', { cloud_instance_name: 'microsoftonline.us', tenant_region_sub_scope: 'DODCON' }, 'us-gov-l4'],
    ['us-gov-l4', { cloud_instance_name: 'microsoftonline.us', tenant_region_sub_scope: 'DOD' }, 'us-gov-l5'],
    ['global', { cloud_instance_name: 'microsoftonline.us' }, 'us-gov-l4'],
    ['us-gov-l5', { cloud_instance_name: 'microsoftonline.us' }, 'us-gov-l5'],
    ['global', { cloud_instance_name: 'partner.microsoftonline.cn' }, 'china'],
    ['global', { cloud_instance_name: 'sovcloud-identity.fr' }, null],
    ['global', { cloud_instance_name: 17, tenant_region_sub_scope: {} }, null],
    ['global', {}, null],
  ])('requested from %s, %j', async (asked, said, cloud) => {
    const url = await serve(answering(200, configuration(said)))
    expect(await ask(url, 'contoso.com', asked)).toEqual({ ok: true, value: { tenantId: TENANT_ID, cloud } })
  })
})

describe('any other answer has a problem of its own', () => {
  const refusal = (error: string, description: string) => ({ error, error_description: description })
  test.each<[name: string, RequestListener, problem: object]>([
    [
      'a tenant name that Entra cannot parse',
      answering(400, refusal('invalid_request', 'AADSTS900023: Specified tenant identifier is neither')),
      { kind: 'tenant-unknown', code: 'AADSTS900023' },
    ],
    [
      'a refusal without a number',
      answering(400, refusal('invalid_tenant', '')),
      { kind: 'tenant-unknown', code: null },
    ],
    [
      'another refusal',
      answering(400, refusal('invalid_request', 'AADSTS90014: A field is missing.\r\nTrace ID: 1')),
      { kind: 'entra-refused', code: 'AADSTS90014', detail: 'AADSTS90014: A field is missing.' },
    ],
    [
      'too many requests',
      answering(429, {}, { 'retry-after': '7' }),
      { kind: 'throttled', host, retryAfterMs: 7000 },
    ],
    ['a server error', answering(503, {}), { kind: 'server-error', host, status: 503 }],
    ['a status without an error response', answering(404, {}), { kind: 'server-error', status: 404 }],
    ['a captive portal', answering(200, '<html>', { 'content-type': 'text/html' }), { kind: 'not-json' }],
    ['JSON of another server', answering(200, { hotel: 'Sign in' }), { kind: 'not-an-answer', host }],
    ...[null, [], '"ok"', 7, {}, { error: {} }, { issuer: ['x'] }].map(
      (json): [string, RequestListener, object] => [
        `200 with ${JSON.stringify(json)}`,
        answering(200, json),
        { kind: 'not-an-answer', host, expected: 'tenant' },
      ],
    ),
    [
      'no tenant in the issuer',
      answering(200, { issuer: `https://${host}/{tenantid}/v2.0` }),
      { kind: 'not-an-answer', expected: 'tenant' },
    ],
  ])('%s', async (_name, listener, problem) => {
    expect(await ask(await serve(listener))).toMatchObject({ ok: false, problem })
  })
})
