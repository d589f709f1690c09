// The event object that listeners get: `preventDefault` and `defaultPrevented`.

interface ElectronEvent {
  preventDefault(): void
  readonly defaultPrevented: boolean
}

/** Creates an event. `extra`: its other members. */
export function createEvent<T extends object>(extra: T): ElectronEvent & T {
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
