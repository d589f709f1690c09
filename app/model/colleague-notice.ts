// Whether to tell of a colleague who becomes available. Apart from the schemas, which the window goes without.
import type { Telling } from './names.ts'

export interface TellingWish {
  /** Of a colleague: the object id. */
  id: string
  tell: Telling
}
