// Which addresses may be opened: those of this program, and no similar ones.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayOpen } from '../../app/desktop/web-pages.ts'
import { adminConsentUrl, clouds } from '../../app/microsoft/clouds.ts'
import { loginSettingsPage } from '../../app/model/login-start.ts'
import { cloudNames } from '../../app/model/names.ts'

test.each(cloudNames)('sign-in, consent and portal of the cloud %s may be opened', (cloud) => {
  const { loginHost, portal } = clouds[cloud]
  const clientId = '11111111-2222-3333-4444-555555555555'
  const consent = adminConsentUrl({ clientId, tenant: 'organizations', cloud })
  for (const page of [portal, consent, `https://${loginHost}/organizations/oauth2/v2.0/authorize?x=1`])
    expect(mayOpen(page), page).toBe(true)
})

test('only the settings pages for start at login may be opened, and only while it is held back there', () => {
  for (const by of ['windows', 'macos'] as const)
    expect(mayOpen(loginSettingsPage({ kind: 'held-back', by }))).toBe(true)
  expect(() => loginSettingsPage({ kind: 'held-back', by: 'desktop' })).toThrow()
  expect(() => loginSettingsPage({ kind: 'off' })).toThrow()
})

test.each([
  'ms-settings:',
  'ms-settings:startupapps?x=1',
  'ms-settings:privacy',
  'MS-SETTINGS:startupapps',
  'x-apple.systempreferences:com.apple.preference.security',
  'x-apple.systempreferences:',
  'http://login.microsoftonline.com/',
  'https://login.microsoftonline.com.evil.example/',
  'https://evil.example/login.microsoftonline.com',
  'https://login.microsoftonline.com@evil.example/',
  'https://person:word@login.microsoftonline.com/',
  'https://login.microsoftonline.com:8443/',
  'https://login.microsoftonline.com\\@evil.example/',
  'https://xn--lgin-5qa.microsoftonline.com/',
  'file:///etc/passwd',
  'file://login.microsoftonline.com/share/x.exe',
  'javascript:alert(1)',
  'data:text/html,hello',
  'ms-msdt:/id',
  'search-ms:query=x',
  'smb://login.microsoftonline.com/',
  'https://',
  '',
])('%s may not be opened', (address) => {
  expect(mayOpen(address)).toBe(false)
})

const TRIED = 2000

test(`no other address may be opened (${TRIED} tried)`, () => {
  const addresses = fc.oneof(
    fc.webUrl({ withQueryParameters: true }),
    fc.string(),
    fc.webUrl().map((url) => url.replace('http', 'ms-word')),
  )
  fc.assert(
    fc.property(addresses, (address) => {
      expect(mayOpen(address)).toBe(false)
    }),
    { numRuns: TRIED },
  )
})
