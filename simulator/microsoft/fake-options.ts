// The options of the fake Microsoft and their defaults.
import { z } from 'zod'
import { tenantStateSchema } from './tenant-state.ts'

export const fakeOptionsSchema = z.strictObject({
  /** The initial state. */
  ...tenantStateSchema.shape,
  /** 0 for any free one. */
  port: z.int().min(0).max(65_535).default(0),
  clientId: z.guid().toLowerCase().default('11111111-2222-4333-8444-555555555555'),
  tenantId: z.guid().toLowerCase().default('99999999-8888-4777-8666-555555555555'),
  /** Tenant names accepted in a path, besides the tenant id and `organizations`. */
  tenants: z.array(z.string().toLowerCase()).default(['contoso.example']),
  accessTokenSeconds: z.number().positive().default(3600),
  /**
   * `strict` (the default): a refresh token is valid once, so that an app that loses the new one fails at once. `lenient`: a
   * used one stays valid, as at Entra; needed by tests that kill the app between a response and saving it.
   */
  rotation: z.enum(['strict', 'lenient']).default('strict'),
  /** Epoch ms. */
  now: z.custom<() => number>((value) => typeof value === 'function').default(() => () => Date.now()),
})
export type FakeOptions = z.infer<typeof fakeOptionsSchema>
