// Remembers the tokens and codes of recent requests, and hides every part of them in the details of problems.
import { type Answer, failed, type Problem } from '../../model/problems/problem.ts'
import { HIDDEN } from '../../reading/hide-secrets.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import type { NetworkAnswer } from './http-answer.ts'
import type { Network, NetworkRequest } from './network.ts'

/** How many secrets are remembered: those of several requests and their answers. */
const MAX_SECRETS = 40
/** So many consecutive characters of a secret are hidden; fewer could be an ordinary word. */
const MIN_LENGTH = 8

/** The secret parameters of token requests and their answers ("OAuth 2.0", RFC 6749; "PKCE", RFC 7636). */
const secretNames = [
  'code',
  'code_verifier',
  'refresh_token',
  'access_token',
  'id_token',
  'client_info',
  'client_assertion',
]

export function createSecretsInUse() {
  let secrets: readonly string[] = []

  function remember(values: readonly unknown[]) {
    const texts = values
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .filter((text) => text !== undefined && text.length >= MIN_LENGTH && !secrets.includes(text))
    secrets = [...secrets, ...texts].slice(-MAX_SECRETS)
  }

  const isSecret = (part: string) => secrets.some((secret) => secret.includes(part))

  /** `text` is a detail of a few hundred characters. */
  function hide(text: string): string {
    let safe = ''
    for (let at = 0; at < text.length; ) {
      let end = at
      while (end + MIN_LENGTH <= text.length && isSecret(text.slice(end, end + MIN_LENGTH))) end += 1
      if (end === at) {
        safe += text.charAt(at)
        at += 1
      } else {
        safe += HIDDEN
        at = end + MIN_LENGTH - 1
      }
    }
    return safe
  }

  const hideIn = (problem: Problem): Problem =>
    'detail' in problem ? { ...problem, detail: hide(problem.detail) } : problem
  const protect = <Value>(answer: Answer<Value>): Answer<Value> =>
    answer.ok ? answer : failed(hideIn(answer.problem))

  return {
    /** Remembers the secrets in the network's requests and answers, and hides them in its problems. */
    watchNetwork: (network: Network): Network => ({
      async request(request) {
        remember(secretsSent(request))
        const answer = await network.request(request)
        if (answer.ok) remember(secretsReceived(answer.value))
        return protect(answer)
      },
    }),
    /** Hides the remembered secrets in the problems of a sign-in. */
    protectSignIn: (signIn: SignIn): SignIn => ({
      ...signIn,
      storedAccount: async () => protect(await signIn.storedAccount()),
      signIn: async () => protect(await signIn.signIn()),
      followChosen: async () => protect(await signIn.followChosen()),
      consent: async (permissions) => protect(await signIn.consent(permissions)),
      accessToken: async (need, permission) => protect(await signIn.accessToken(need, permission)),
    }),
  }
}

function secretsSent({ headers = {}, body = '' }: NetworkRequest): unknown[] {
  const form = new URLSearchParams(body)
  const token = headers.authorization?.replace(/^\w+ /, '')
  return [token, ...secretNames.map((name) => form.get(name) ?? undefined)]
}

const secretsReceived = ({ json }: NetworkAnswer): unknown[] =>
  typeof json === 'object' && json !== null ? secretNames.map((name) => Reflect.get(json, name)) : []
