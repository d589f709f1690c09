// Preloaded into the simulator: prints on standard error which of Chromium's switches are left when the app is ready.
import { REFUSED_SWITCHES } from '../../app/outputs/window/hardening.ts'

interface Simulated {
  app: { isReady(): boolean; commandLine: { hasSwitch(name: string): boolean } }
}

const timer = setInterval(() => {
  const electron = Reflect.get(globalThis, Symbol.for('simulator.electron')) as Simulated | undefined
  if (!electron?.app.isReady()) return
  clearInterval(timer)
  const left = REFUSED_SWITCHES.filter((name) => electron.app.commandLine.hasSwitch(name))
  process.stderr.write(`switches left: ${left.length}\n`)
}, 10)
