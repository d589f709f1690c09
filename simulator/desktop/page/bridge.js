// Runs in a window's page before the page's own scripts: provides `electron` to the real preload script, and passes IPC
// messages to the desktop page around the frame by postMessage, since the page's CSP allows no connections.
// The server prepends `simulatedWindow`, `simulatedTimeZone`, `simulatedHidDevices` and hid.js, and appends the preload script.
/* global simulatedWindow, simulatedTimeZone, simulatedHidDevices, provideHid */
// biome-ignore lint/correctness/noUnusedVariables: the appended preload script calls it.
const simulatedRequire = (() => {
  const home = location.origin
  const listeners = new Map()
  const waiting = new Map()
  let lastCall = 0
  // Null: the browser's zone. `Date` always keeps the browser's zone.
  let timeZone = simulatedTimeZone
  const withZone = ([locales, options]) => [locales, timeZone === null ? options : { timeZone, ...options }]
  Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (Format, args) => new Format(...withZone(args)),
    apply: (Format, _this, args) => Format(...withZone(args)),
  })
  const toDesktop = (message) => window.parent.postMessage({ ...message, window: simulatedWindow }, home)

  const changeHidDevices = provideHid(simulatedHidDevices, (deviceId, report) =>
    toDesktop({ kind: 'hid-report', deviceId, report }),
  )

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== home) return
    const message = event.data
    if (message?.kind === 'answer') {
      const call = waiting.get(message.call)
      waiting.delete(message.call)
      if (message.error === null) call?.resolve(message.value)
      else call?.reject(new Error(message.error))
    }
    if (message?.kind === 'hid-devices') changeHidDevices(message.devices)
    if (message?.kind === 'time-zone') timeZone = message.timeZone
    if (message?.kind === 'event') {
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer }, ...message.args)
    }
  })

  const ipcRenderer = {
    invoke(channel, ...args) {
      const call = ++lastCall
      return new Promise((resolve, reject) => {
        waiting.set(call, { resolve, reject })
        toDesktop({ kind: 'invoke', call, channel, args })
      })
    },
    send(channel, ...args) {
      toDesktop({ kind: 'send', channel, args })
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener(channel, listener) {
      const all = listeners.get(channel) ?? []
      const at = all.lastIndexOf(listener)
      if (at >= 0) listeners.set(channel, all.toSpliced(at, 1))
      return ipcRenderer
    },
    off: (channel, listener) => ipcRenderer.removeListener(channel, listener),
  }

  // Values that cross between the worlds are copied; functions and promises are wrapped (docs: context-bridge).
  function copied(value) {
    if (typeof value === 'function') return (...args) => copied(value(...args.map(copied)))
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Promise) {
      return value.then(copied, (error) => {
        throw copied(error)
      })
    }
    if (value instanceof Error) return new Error(value.message)
    if (Array.isArray(value)) return value.map(copied)
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]))
  }

  const frozen = (value) => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen)
    return Object.freeze(value)
  }

  const contextBridge = {
    exposeInMainWorld(key, api) {
      if (Object.hasOwn(window, key)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      Object.defineProperty(window, key, { value: frozen(copied(api)), enumerable: true })
    },
  }

  // The app decides about each link; the simulator never opens a second window.
  const appUrl = (url) => (url.startsWith(`${home}/app/`) ? `app://${url.slice(`${home}/app/`.length)}` : url)
  const leave = (url, elsewhere) => toDesktop({ kind: elsewhere ? 'open' : 'navigate', url: appUrl(url) })
  window.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!link || link.getAttribute('href').startsWith('#')) return
      event.preventDefault()
      leave(link.href, link.target === '_blank')
    },
    true,
  )
  window.open = (url) => {
    leave(new URL(url, location.href).href, true)
    return null
  }

  const strictMembers = (name, members) =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return target[key]
        throw new Error(`The simulator has no ${name}.${key}: add it to simulator/desktop/page/bridge.js`)
      },
    })
  const electron = strictMembers('electron', {
    contextBridge: strictMembers('contextBridge', contextBridge),
    ipcRenderer: strictMembers('ipcRenderer', ipcRenderer),
  })

  return (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
})()
