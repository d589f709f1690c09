// The tokens and codes of the newest requests, so that no problem's detail says a part of one, whatever shape it has.

import { type Answer, failed, type Problem } from '../../model/problem.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import type { Network, NetworkAnswer, NetworkRequest } from './network.ts'

/** As many secrets are remembered: some requests with what each sent and got. */
const MOST_SECRETS = 40
/** So many letters of a secret in a row are a part of it; fewer could be a word. */
const PART = 8
const HIDDEN = '[hidden]'

/** Parameters and members of token requests and their answers ("OAuth 2.0", RFC 6749; "PKCE", RFC 7636). */
const names = [
  ...[
    'code',
    'code_verifier',
    'refresh_token',
    'access_token',
    'id_token',
    'client_info',
    'client_assertion',
  ],
] as const

export interface SecretsInUse {
  /** The network, whose requests and answers are looked through; its problems are without what they hold. */
  watched(network: Network): Network
  /** The sign-in, whose problems are without it. */
  guarded(signIn: SignIn): SignIn
}

export function createSecretsInUse(): SecretsInUse {
  let secrets: readonly string[] = []

  function remember(values: readonly unknown[]) {
    const texts = values
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .filter((text) => text !== undefined && text.length >= PART && !secrets.includes(text))
    secrets = [...secrets, ...texts].slice(-MOST_SECRETS)
  }

  const isPart = (piece: string) => secrets.some((secret) => secret.includes(piece))

  /** `text` is a detail of some hundred letters. */
  function hide(text: string): string {
    let safe = ''
    for (let at = 0; at < text.length; ) {
      let end = at
      while (end + PART <= text.length && isPart(text.slice(end, end + PART))) end += 1
      if (end === at) {
        safe += text.charAt(at)
        at += 1
      } else {
        safe += HIDDEN
        at = end + PART - 1
      }
    }
    return safe
  }

  const without = <Value>(answer: Answer<Value>): Answer<Value> =>
    answer.ok ? answer : failed(withoutIn(answer.problem))
  const withoutIn = (problem: Problem): Problem =>
    'detail' in problem ? { ...problem, detail: hide(problem.detail) } : problem

  return {
    watched: (network) => ({
      async request(request) {
        remember(sentIn(request))
        const answer = await network.request(request)
        if (answer.ok) remember(gotIn(answer.value))
        return without(answer)
      },
    }),
    guarded: (signIn) => ({
      ...signIn,
      storedAccount: async () => without(await signIn.storedAccount()),
      signIn: async () => without(await signIn.signIn()),
      followChosen: async () => without(await signIn.followChosen()),
      consent: async (permissions) => without(await signIn.consent(permissions)),
      accessToken: async (need, permission) => without(await signIn.accessToken(need, permission)),
    }),
  }
}

function sentIn({ headers = {}, body = '' }: NetworkRequest): unknown[] {
  const form = new URLSearchParams(body)
  const token = headers.authorization?.replace(/^\w+ /, '')
  return [token, ...names.map((name) => form.get(name) ?? undefined)]
}

const gotIn = ({ json }: NetworkAnswer): unknown[] =>
  typeof json === 'object' && json !== null ? names.map((name) => Reflect.get(json, name)) : []
