// What a fake Microsoft can be told at its start, and what it takes for granted.
import { z } from 'zod'
import { liveSchema } from './live-tenant.ts'

export const fakeOptionsSchema = z.strictObject({
  /** Where it begins. */
  ...liveSchema.shape,
  /** 0 for any free one. */
  port: z.int().min(0).max(65_535).default(0),
  clientId: z.guid().toLowerCase().default('11111111-2222-4333-8444-555555555555'),
  tenantId: z.guid().toLowerCase().default('99999999-8888-4777-8666-555555555555'),
  /** Names of the tenant accepted in a path, besides its id and `organizations`. */
  tenants: z.array(z.string().toLowerCase()).default(['contoso.example']),
  accessTokenSeconds: z.number().positive().default(3600),
  /**
   * Entra leaves a used refresh token alive, so an app that loses the new one works by luck until the old one ages
   * out. `strict` (the default) ends the old one with its first use and so shows the loss at once; `lenient` is what
   * Entra does, and what a test that kills the app between an answer and its saving needs.
   */
  rotation: z.enum(['strict', 'lenient']).default('strict'),
  /** Epoch ms. */
  now: z.custom<() => number>((value) => typeof value === 'function').default(() => () => Date.now()),
})
export type FakeOptions = z.infer<typeof fakeOptionsSchema>
