// A Vite plugin that bundles only the parts of mqtt and ws that the program uses.
import type { Plugin } from 'vite'

const THROWS = "exports.leftOut = true; throw new Error('left out')"

/** Stubs that replace files and libraries, each by the name with which it is imported. */
const leftOut: Readonly<Record<string, string>> = {
  // The transports. The program opens its connections itself (broker-stream.ts).
  './lib/connect': 'exports.default = null; exports.connectAsync = null',
  // Short names for topics that a client sends often. The program uses none, but the client creates the object.
  '../topic-alias-send': 'exports.__esModule = true; exports.default = class {}',
  // Only the version is read, for the debug log.
  '../../package.json': '{ "version": "" }',
  // Timers of browsers.
  'worker-timers': 'exports.setInterval = null; exports.clearInterval = null',
  // The program compresses nothing and is no server.
  './permessage-deflate': "module.exports = { extensionName: 'permessage-deflate' }",
  './permessage-deflate.js': "module.exports = { extensionName: 'permessage-deflate' }",
  './lib/websocket-server.js': 'module.exports = null',
  // Native modules that ws uses if they are installed; it catches the error.
  bufferutil: THROWS,
  'utf-8-validate': THROWS,
  // The older copy of Node's own streams.
  'readable-stream': "module.exports = require('node:stream')",
}
const PREFIX = '\0left-out-of-mqtt:'
/** The packages that import them. */
const IMPORTERS = /\/node_modules\/(?:mqtt|mqtt-packet|bl|ws)\//

export const packedMqtt: Plugin = {
  name: 'packed-mqtt',
  enforce: 'pre',
  resolveId: (name, importer) =>
    name in leftOut && IMPORTERS.test(importer ?? '') ? `${PREFIX}${name}` : null,
  load: (id) => (id.startsWith(PREFIX) ? (leftOut[id.slice(PREFIX.length)] ?? null) : null),
}
