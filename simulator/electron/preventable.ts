// The event object handed to listeners that may object to what is about to happen.

export interface Preventable {
  preventDefault(): void
  readonly defaultPrevented: boolean
}

/** An event whose default a listener may prevent. `extra` is what else the event carries. */
export function preventable<T extends object>(extra: T): Preventable & T {
  let prevented = false
  return {
    ...extra,
    preventDefault: () => {
      prevented = true
    },
    get defaultPrevented() {
      return prevented
    },
  }
}
