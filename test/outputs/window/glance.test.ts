import { expect, test } from 'vitest'
import type { Session } from '../../../app/model/account-state.ts'
import { type Page, programFailures } from '../../../app/model/names.ts'
import { isGlance } from '../../../app/outputs/window/glance.ts'

const signedIn: Session = {
  kind: 'signed-in',
  account: { name: 'Ada', username: 'ada@contoso.com', tenantId: 't' },
}
const demo: Session = { kind: 'demo', pretending: null }

test.each<[Session, Page, boolean]>([
  [signedIn, 'now', true],
  [signedIn, 'today', true],
  [signedIn, 'settings', false],
  [demo, 'now', true],
  [demo, 'today', true],
  [demo, 'settings', false],
  [{ kind: 'demo', pretending: 'signed-out' }, 'now', true],
  [{ kind: 'this-computer' }, 'now', true],
  [{ kind: 'this-computer' }, 'settings', false],
  [{ kind: 'starting' }, 'now', false],
  [{ kind: 'not-set-up' }, 'now', false],
  [{ kind: 'signing-in' }, 'now', false],
  [{ kind: 'signed-out', problem: null }, 'now', false],
  [{ kind: 'signed-out', problem: null }, 'settings', false],
])('%j on the page %s: %s', (session, page, glance) => {
  expect(isGlance({ session, page, programFailure: null })).toBe(glance)
})

test.each(programFailures)(
  'while it shows %s, a click elsewhere may hide it only if an icon can show it again',
  (programFailure) => {
    for (const session of [signedIn, demo])
      expect(isGlance({ session, page: 'now', programFailure })).toBe(programFailure !== 'no-tray')
  },
)
