// The addresses of the web pages that the window can open.

import { adminConsentUrl, clouds } from '../microsoft/clouds.ts'
import { permissionsOf } from '../model/graph-requests.ts'
import { loginSettingsPage } from '../model/login-start.ts'
import { type FeatureName, featureNames, type Permission, type WebPage } from '../model/names.ts'
import type { AccountView } from '../model/state.ts'

/** Pure. */
export function webPageAddress(page: WebPage, state: AccountView): string {
  const { clientId, tenant, cloud } = state.settings
  switch (page) {
    case 'app-registration':
      return clouds[cloud].portal
    case 'admin-consent':
      return adminConsentUrl({ clientId, tenant, cloud }, permissionsToRequest(state))
    case 'login-settings':
      return loginSettingsPage(state.openAtLogin)
    default:
      return page satisfies never
  }
}

/** The permissions that an administrator is asked for: of the own presence, and of the features without consent. Pure. */
export function permissionsToRequest({ features }: AccountView): Permission[] {
  const isWaiting = (feature: FeatureName) => ['held-up', 'asking'].includes(features[feature].kind)
  return ['own-presence' as const, ...featureNames.filter(isWaiting)].flatMap(permissionsOf)
}
