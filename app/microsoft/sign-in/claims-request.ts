// The `claims` parameter of a token request: merged, compared, and described for the user. Pure.
// Source: "Claims challenges, claims requests, and client capabilities"; OpenID Connect Core 1.0, 5.5.
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Demand, safeDetail } from '../../model/problems/problem.ts'
import { readJson } from '../../reading/json.ts'

/** At most so many claims are shown, each cut to so many characters. */
const MAX_DEMANDS = 5
const LONGEST_DEMAND = 60

const objectSchema = z.record(z.string(), z.unknown())
const requestSchema = z.object({
  value: z.string().optional().catch(undefined),
  values: z.array(z.string()).optional().catch(undefined),
})

/** By section, such as `access_token`, and by claim; null for text that is not a claims request. */
function readClaims(claims: string): Map<string, Map<string, unknown>> | null {
  const sections = objectSchema.safeParse(readJson(claims))
  if (!sections.success) return null
  return new Map(
    Object.entries(sections.data).map(([section, claims]) => {
      const read = objectSchema.safeParse(claims)
      return [section, new Map(read.success ? Object.entries(read.data) : [])]
    }),
  )
}

/** Whether the text is a valid `claims` parameter. */
export const isClaimsRequest = (text: string): boolean => readClaims(text) !== null

/** Merges two claims requests; the later one wins for the same claim. Text that is not a claims request is ignored. */
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

/** Whether the claims `requested` include all those in `required`. */
export function includesClaims(requested: string | null, required: string): boolean {
  const available = requested === null ? null : readClaims(requested)
  const needed = readClaims(required)
  if (!available || !needed) return requested === required
  return [...needed].every(([section, claims]) =>
    [...claims].every(([claim, request]) => {
      const present = available.get(section)
      return present?.has(claim) && isDeepStrictEqual(present.get(claim), request)
    }),
  )
}

/** The claims as they are shown to the user. */
export function demandsIn(claims: string): Demand[] {
  const all = [...(readClaims(claims)?.values() ?? [])].flatMap((section) => [...section])
  return all.slice(0, MAX_DEMANDS).map(([claim, request]) => {
    const read = requestSchema.safeParse(request)
    const value = read.success ? (read.data.value ?? read.data.values?.join(', ')) : undefined
    return {
      claim: safeDetail(claim, LONGEST_DEMAND),
      value: value === undefined ? null : safeDetail(value, LONGEST_DEMAND),
    }
  })
}
