// Preloaded into the program: listening for a sign-in fails with the error code in TALLY_LIGHT_LISTENING.
import { Server } from 'node:http'

const code = process.env.TALLY_LIGHT_LISTENING ?? 'EACCES'
const { listen } = Server.prototype

/** Only the program listens with `exclusive`, not the simulator. */
const isOfSignIn = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'exclusive' in options && options.exclusive === true

Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  if (!isOfSignIn(args[0])) return Reflect.apply(listen, this, args)
  process.nextTick(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })))
  return this
}
