import { expect, test } from 'vitest'
import { adminConsentUrl, clouds, scopeOf } from '../../app/microsoft/clouds.ts'
import { permissionsOf } from '../../app/model/graph-requests.ts'
import { cloudNames } from '../../app/model/names.ts'

test.each(cloudNames)('a scope with a host has the Graph host of its cloud: %s', (cloud) => {
  const scope = scopeOf(cloud, 'Presence.Read.All')
  const host = cloud === 'global' ? '' : `https://${clouds[cloud].graphHost}/`
  expect(scope).toBe(`${host}Presence.Read.All`)
})

test('the hosts are those of the national clouds', () => {
  expect(cloudNames.map((name) => [clouds[name].loginHost, clouds[name].graphHost])).toEqual([
    ['login.microsoftonline.com', 'graph.microsoft.com'],
    ['login.microsoftonline.us', 'graph.microsoft.us'],
    ['login.microsoftonline.us', 'dod-graph.microsoft.us'],
    ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn'],
  ])
})

test('an administrator is asked for the given permissions, by default for Presence.Read', () => {
  const registration = { clientId: 'c', tenant: 'contoso.com', cloud: 'us-gov-l5' } as const
  const url = new URL(adminConsentUrl(registration, permissionsOf('colleagues')))
  expect(url.origin + url.pathname).toBe('https://login.microsoftonline.us/contoso.com/v2.0/adminconsent')
  expect(url.searchParams.get('scope')).toBe(
    'https://dod-graph.microsoft.us/Presence.Read.All https://dod-graph.microsoft.us/User.ReadBasic.All',
  )
  expect(new URL(adminConsentUrl(registration)).searchParams.get('scope')).toBe(
    'https://dod-graph.microsoft.us/Presence.Read',
  )
})
