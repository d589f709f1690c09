// Reads the form that Entra's page posts to the program at the end of a sign-in.
// Source: "Microsoft identity platform and OAuth 2.0 authorization code flow", response_mode form_post.
import { createHash, timingSafeEqual } from 'node:crypto'

export type SignInForm =
  | { kind: 'code'; code: string; state: string; clientInfo: string }
  /** Entra refused, or the user did. */
  | { kind: 'refused'; error: string; description: string; uri: string }

/** Why a form is not the response to this sign-in. */
export type FormFault = 'form' | 'state' | 'code'

/** Parses a body of type application/x-www-form-urlencoded. Never throws. */
export function readSignInForm(text: string, expectedState: string): SignInForm | FormFault {
  // URLSearchParams accepts invalid escapes; browsers send none.
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return 'form'
  const fields = new URLSearchParams(text)
  const single = (name: string): string => {
    const values = fields.getAll(name)
    return values.length === 1 ? (values[0] ?? '') : ''
  }
  const state = single('state')
  if (!isSame(state, expectedState)) return 'state'
  const error = single('error')
  if (error !== '')
    return { kind: 'refused', error, description: single('error_description'), uri: single('error_uri') }
  const code = single('code')
  return code === '' ? 'code' : { kind: 'code', code, state, clientInfo: single('client_info') }
}

/** Constant-time comparison: digests have the same length. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
