// In front of the program: the addresses of a sign-in may not be listened at, for the reason in TALLY_LIGHT_LISTENING.
import { Server } from 'node:http'

const code = process.env.TALLY_LIGHT_LISTENING ?? 'EACCES'
const { listen } = Server.prototype

/** The program's own listening is exclusive; the simulator's is not. */
const isOfSignIn = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'exclusive' in options && options.exclusive === true

Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  if (!isOfSignIn(args[0])) return Reflect.apply(listen, this, args)
  process.nextTick(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })))
  return this
}
