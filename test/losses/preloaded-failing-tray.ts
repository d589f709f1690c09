// Preloaded before the simulator: a tray that throws when its tooltip mentions a call.
interface Members {
  Tray: { prototype: { setToolTip: (tooltip: string) => void } }
}

let electron: Members | undefined
Object.defineProperty(globalThis, Symbol.for('simulator.electron'), {
  get: () => electron,
  set(given: Members) {
    electron = given
    const { prototype } = given.Tray
    const setToolTip = prototype.setToolTip
    prototype.setToolTip = function (this: object, tooltip) {
      if (tooltip.includes('call')) throw new Error('no tooltip for calls')
      Reflect.apply(setToolTip, this, [tooltip])
    }
  },
})
