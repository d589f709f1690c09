// Whether to tell of a colleague who becomes available. Apart from the schemas, which the window goes without.

export const tellings = ['never', 'once', 'each-time'] as const
export type Telling = (typeof tellings)[number]

export interface TellingWish {
  /** Of a colleague: the object id. */
  id: string
  tell: Telling
}
