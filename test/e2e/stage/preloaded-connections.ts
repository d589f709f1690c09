// Preloaded into the program: appends the address of each connection and datagram to the file in TALLY_LIGHT_CONNECTIONS.
import { Socket as Datagrams } from 'node:dgram'
import { appendFileSync } from 'node:fs'
import { Socket } from 'node:net'

const path = process.env.TALLY_LIGHT_CONNECTIONS ?? ''

/** The arguments of `connect` as Node.js passes them on: options, possibly in a list, or port and host. */
function addressIn(args: readonly unknown[]): string {
  const [first, host] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first !== 'object' || first === null) return `${host ?? 'localhost'}:${first}`
  const of = (name: string) => Reflect.get(first, name)
  return of('path') ?? `${of('host') ?? 'localhost'}:${of('port')}`
}

const { connect } = Socket.prototype
Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
  appendFileSync(path, `${addressIn(args)}\n`)
  return Reflect.apply(connect, this, args)
}

const { send } = Datagrams.prototype
Datagrams.prototype.send = function (this: Datagrams, ...args: unknown[]) {
  appendFileSync(path, `datagram ${JSON.stringify(args.slice(1))}\n`)
  return Reflect.apply(send, this, args)
}
