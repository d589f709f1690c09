// The `claims` parameter: client capabilities and the claims of a claims challenge.
// Source: "Claims challenges, claims requests and client capabilities", Microsoft identity platform.
import { z } from 'zod'

const claimsSchema = z.record(z.string(), z.unknown())
export type Claims = z.infer<typeof claimsSchema>

const capabilitiesSchema = z.object({
  access_token: z.object({ xms_cc: z.object({ values: z.array(z.string()) }) }),
})

/** The claims of a request, `{}` without any. Null if the text is not a JSON object. */
export function readClaims(text: string | undefined): Claims | null {
  if (!text) return {}
  try {
    return claimsSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The client capabilities that a request declares, such as CP1: the client handles claims challenges. */
export function capabilities(claims: Claims): string[] {
  const read = capabilitiesSchema.safeParse(claims)
  return read.success ? read.data.access_token.xms_cc.values : []
}

/** Whether `has` includes all of `wanted`. It may have more: clients add their capabilities to a challenge's claims. */
export function includesClaims(has: unknown, wanted: unknown): boolean {
  const object = claimsSchema.safeParse(wanted)
  if (!object.success) return JSON.stringify(has) === JSON.stringify(wanted)
  const holder = claimsSchema.safeParse(has)
  return (
    holder.success &&
    Object.entries(object.data).every(([name, value]) => includesClaims(holder.data[name], value))
  )
}
