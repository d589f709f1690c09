// The form that Entra's page posts to the program at the end of a sign-in, read from the text of a request.
// Source: "Microsoft identity platform and OAuth 2.0 authorization code flow", response_mode form_post.
import { createHash, timingSafeEqual } from 'node:crypto'

export type SignInForm =
  | { kind: 'code'; code: string; state: string; clientInfo: string }
  /** Entra refused, or the person did. */
  | { kind: 'refused'; error: string; description: string; uri: string }

/** What keeps a form from being the answer to this sign-in. */
export type FormFault = 'form' | 'state' | 'code'

/** Reads a form that is sent as application/x-www-form-urlencoded. Never throws, whatever the text is. */
export function readSignInForm(text: string, expectedState: string): SignInForm | FormFault {
  // URLSearchParams takes broken escapes as they stand; no browser sends any.
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return 'form'
  const fields = new URLSearchParams(text)
  const named = (name: string): string => {
    const values = fields.getAll(name)
    return values.length === 1 ? (values[0] ?? '') : ''
  }
  const state = named('state')
  if (!isSame(state, expectedState)) return 'state'
  const error = named('error')
  if (error !== '')
    return { kind: 'refused', error, description: named('error_description'), uri: named('error_uri') }
  const code = named('code')
  return code === '' ? 'code' : { kind: 'code', code, state, clientInfo: named('client_info') }
}

/** In the same time wherever they differ: digests have one length. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
