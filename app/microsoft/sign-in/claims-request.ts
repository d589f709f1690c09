// What the `claims` of a token request ask for: joined, compared, and told. Pure.
// Source: "Claims challenges, claims requests, and client capabilities"; OpenID Connect Core 1.0, 5.5.
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Demand, safeDetail } from '../../model/problem.ts'
import { readJson } from '../../reading/json.ts'

/** More than these are not told, nor longer ones, in characters: a person compares them with a rule. */
const MOST_DEMANDS = 5
const LONGEST_DEMAND = 60

const objectSchema = z.record(z.string(), z.unknown())
const requestSchema = z.object({
  value: z.string().optional().catch(undefined),
  values: z.array(z.string()).optional().catch(undefined),
})

/** By section, such as `access_token`, and by claim; null for what is no claims request. */
function readClaims(claims: string): Map<string, Map<string, unknown>> | null {
  const sections = objectSchema.safeParse(readJson(claims))
  if (!sections.success) return null
  return new Map(
    Object.entries(sections.data).map(([section, asked]) => {
      const read = objectSchema.safeParse(asked)
      return [section, new Map(read.success ? Object.entries(read.data) : [])]
    }),
  )
}

/** Whether a text can stand in a request as its claims. */
export const isClaimsRequest = (text: string): boolean => readClaims(text) !== null

/** Both in one request; of two that ask for the same claim the later counts. What is no claims request asks for nothing. */
export function joinClaims(earlier: string | null, later: string): string | null {
  const [before, after] = [earlier === null ? null : readClaims(earlier), readClaims(later)]
  if (!after) return earlier
  if (!before) return later
  const sections = [...new Set([...before.keys(), ...after.keys()])].map((section) => [
    section,
    Object.fromEntries([...(before.get(section) ?? []), ...(after.get(section) ?? [])]),
  ])
  return JSON.stringify(Object.fromEntries(sections))
}

/** Whether a request with the claims `asked` asked for all that `wanted` wants. */
export function includesClaims(asked: string | null, wanted: string): boolean {
  const has = asked === null ? null : readClaims(asked)
  const wants = readClaims(wanted)
  if (!has || !wants) return asked === wanted
  return [...wants].every(([section, claims]) =>
    [...claims].every(([claim, request]) => {
      const held = has.get(section)
      return held?.has(claim) && isDeepStrictEqual(held.get(claim), request)
    }),
  )
}

/** The claims in a form to be told to a person. */
export function demandsIn(claims: string): Demand[] {
  const all = [...(readClaims(claims)?.values() ?? [])].flatMap((section) => [...section])
  return all.slice(0, MOST_DEMANDS).map(([claim, request]) => {
    const read = requestSchema.safeParse(request)
    const value = read.success ? (read.data.value ?? read.data.values?.join(', ')) : undefined
    return {
      claim: safeDetail(claim, LONGEST_DEMAND),
      value: value === undefined ? null : safeDetail(value, LONGEST_DEMAND),
    }
  })
}
