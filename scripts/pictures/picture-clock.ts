// Loaded with --import in front of the simulator: it is 15:30 on a Monday, and whoever started it can let time pass.
// So the pictures show the same times whenever they are taken, and a light grows stale without anybody waiting.
import { PICTURES_BEGIN_MS } from './picture-moment.ts'

const RealDate = Date
let aheadMs = PICTURES_BEGIN_MS - RealDate.now()
const now = () => RealDate.now() + aheadMs

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})

process.on('message', (ms) => {
  aheadMs += Number(ms)
})
// Listening alone must not keep the simulator alive.
process.channel?.unref()
