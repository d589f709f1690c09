// The ledger of all issued codes and tokens: account, permissions and expiry. Tokens are opaque to clients.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Cloud } from '../fake-clouds.ts'
import type { FakeOptions } from '../fake-options.ts'
import type { Account } from '../tenant-state.ts'
import { type Claims, capabilities } from './claims.ts'
import type { Permission, Scopes } from './scopes.ts'

/** "Authorization codes are short-lived", ten minutes ("OAuth 2.0 authorization code flow"). */
const CODE_MS = 10 * 60_000
/** An unused refresh token expires after 90 days ("Refresh tokens in the Microsoft identity platform"). */
const REFRESH_TOKEN_MS = 90 * 24 * 60 * 60_000

/** What a user consented to at the authorize endpoint. */
export interface Consent {
  readonly account: Account
  readonly cloud: Cloud
  readonly scopes: Scopes
  readonly nonce: string | undefined
  readonly claims: Claims
}

interface Code extends Consent {
  readonly redirectUri: string
  readonly challenge: string
  readonly expiresAt: number
  redeemed: boolean
}

export interface AccessToken {
  readonly account: Account
  readonly graphHost: string
  readonly permissions: readonly Permission[]
  /** The claims of the token request. */
  readonly claims: Claims
  expiresAt: number
  revoked: boolean
}

interface RefreshToken {
  readonly consent: Consent
  readonly expiresAt: number
  used: boolean
  /** Why it was revoked; null while it is valid. */
  revoked: Revocation | null
}

export interface Revocation {
  code: number
  suberror?: string | undefined
}

export interface TokenRequest {
  readonly consent: Consent
  readonly scopes: Scopes
  readonly claims: Claims
  readonly loginHost: string
}

export type Ledger = ReturnType<typeof createLedger>

export function createLedger({ tenantId, clientId, accessTokenSeconds, now }: FakeOptions) {
  const codes = new Map<string, Code>()
  const accessTokens = new Map<string, AccessToken>()
  const refreshTokens = new Map<string, RefreshToken>()
  const secrets = new Set<string>()

  function keep(secret: string): string {
    if (secret !== '') secrets.add(secret)
    return secret
  }

  /** A token in the form of a JWT, with a random signature: no client may verify it. */
  function jwt(claims: Record<string, unknown>): string {
    const header = base64url({ typ: 'JWT', alg: 'RS256', kid: 'fake' })
    return keep(`${header}.${base64url(claims)}.${randomBytes(64).toString('base64url')}`)
  }

  function issueCode(consent: Consent, redirectUri: string, challenge: string): string {
    const code = keep(`1.A${randomBytes(96).toString('base64url')}`)
    codes.set(code, { ...consent, redirectUri, challenge, expiresAt: now() + CODE_MS, redeemed: false })
    return code
  }

  /**
   * Has only the permissions of the request. Entra may add others that have consent; an app must not rely on that.
   */
  function issueAccessToken(
    account: Account,
    { scopes, claims }: Pick<TokenRequest, 'scopes' | 'claims'>,
  ): string {
    const seconds = Math.floor(now() / 1000)
    const token = jwt({
      aud: `https://${scopes.graphHost}`,
      iss: `https://sts.windows.net/${account.tenantId ?? tenantId}/`,
      iat: seconds,
      nbf: seconds,
      exp: seconds + accessTokenSeconds,
      appid: clientId,
      name: account.name,
      oid: account.oid,
      scp: scopes.permissions.join(' '),
      tid: account.tenantId ?? tenantId,
      upn: account.username,
      uti: randomUUID(),
      ver: '1.0',
      xms_cc: capabilities(claims),
    })
    accessTokens.set(token, {
      account,
      graphHost: scopes.graphHost,
      permissions: scopes.permissions,
      claims,
      expiresAt: now() + accessTokenSeconds * 1000,
      revoked: false,
    })
    return token
  }

  function issueRefreshToken(consent: Consent): string {
    const token = keep(`1.A${randomBytes(160).toString('base64url')}`)
    refreshTokens.set(token, { consent, expiresAt: now() + REFRESH_TOKEN_MS, used: false, revoked: null })
    return token
  }

  function issueIdToken({ account, nonce }: Consent, loginHost: string): string {
    const seconds = Math.floor(now() / 1000)
    return jwt({
      ver: '2.0',
      iss: `https://${loginHost}/${account.tenantId ?? tenantId}/v2.0`,
      aud: clientId,
      iat: seconds,
      nbf: seconds,
      exp: seconds + 3600,
      sub: account.oid,
      oid: account.oid,
      tid: account.tenantId ?? tenantId,
      name: account.name,
      preferred_username: account.username,
      // MSAL refuses an id_token with a nonce that it did not request.
      ...(nonce === undefined ? {} : { nonce }),
    })
  }

  return {
    issueCode,
    issueAccessToken,
    code: (code: string) => codes.get(keep(code)),
    accessToken: (token: string) => accessTokens.get(keep(token)),
    refreshToken: (token: string) => refreshTokens.get(keep(token)),
    /** Records a secret of the client: a PKCE verifier or a client secret. */
    noteSecret: keep,
    secrets: () => [...secrets],

    /**
     * The body of a successful token response. A refresh token is "only provided if offline_access scope was requested", an
     * id_token only for openid ("OAuth 2.0 authorization code flow", "Successful response"). `withClientInfo`: MSAL asks for it.
     */
    issueTokens(request: TokenRequest, withClientInfo: boolean) {
      const { account } = request.consent
      const { asked } = request.scopes
      return {
        token_type: 'Bearer',
        scope: asked.filter((scope) => scope !== 'offline_access').join(' '),
        expires_in: accessTokenSeconds,
        ext_expires_in: accessTokenSeconds,
        access_token: issueAccessToken(account, request),
        refresh_token: asked.includes('offline_access') ? issueRefreshToken(request.consent) : undefined,
        id_token: asked.includes('openid') ? issueIdToken(request.consent, request.loginHost) : undefined,
        client_info: withClientInfo ? clientInfo(account, tenantId) : undefined,
      }
    },

    revokeAll(why: Revocation): void {
      for (const token of accessTokens.values()) token.revoked = true
      for (const token of refreshTokens.values()) token.revoked ??= why
    },

    expireAccessTokens(): void {
      for (const token of accessTokens.values()) token.expiresAt = now()
    },
  }
}

/** The client_info of an account, from which MSAL derives its cache key. */
export const clientInfo = ({ home, ...account }: Account, tenantId: string): string =>
  base64url({ uid: home?.oid ?? account.oid, utid: home?.tenantId ?? account.tenantId ?? tenantId })

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
