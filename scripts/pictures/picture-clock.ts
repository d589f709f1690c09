// Preloaded into the simulator with --import: starts its clock at 15:30 on a Monday, and the parent process can advance it.
// The pictures then always show the same times, and a light becomes stale without waiting.
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
// The channel must not keep the simulator alive.
process.channel?.unref()
