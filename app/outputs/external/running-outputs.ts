// The external outputs as one output: shows each configured one the light, and reports their states.

import type { Words } from '../../../words/words.ts'
import type { CommandAnswer } from '../../contract/contract.ts'
import type { OutputState } from '../../model/external-outputs/output-state.ts'
import { untilNextMinute } from '../../model/external-outputs/schedule.ts'
import type { TableLight } from '../../model/external-outputs/shown-light.ts'
import type { Light } from '../../model/light.ts'
import { ok } from '../../model/problems/problem.ts'
import type { Signal } from '../../model/signal.ts'
import type { AccountStore, AccountView } from '../../model/state.ts'
import { createKnownSecrets, type KnownSecretsParts } from '../../services/known-secrets.ts'
import type { Output } from '../output.ts'
import { kindsOf } from './drivers.ts'
import { createNetworkDevices } from './light-devices.ts'
import { hiddenMessage, type Moment, messageOf, triedMessage } from './output-message.ts'
import { createRunningOutput, type RunningOutput, type RunningOutputParts } from './running-output.ts'

export interface ExternalOutputsOutputParts extends Omit<RunningOutputParts, 'onStatus'> {
  store: AccountStore
  secretsFile: KnownSecretsParts['file']
  wordsNow: () => Words
}

/** After a suspend, a timer of this length ends only if the computer is awake, ms: the system may not report the resume. */
const AWAKE_AFTER_MS = 60_000
/** The computer is in use. Changes of the network are not among these: it is lost on the way to sleep. */
const AWAKE: ReadonlySet<Signal> = new Set(['resume', 'unlock-screen', 'window-shown'])

export function createExternalOutputs(parts: ExternalOutputsOutputParts) {
  const { store, clock, drivers, guard } = parts
  const secrets = createKnownSecrets({ ...parts, file: parts.secretsFile })
  const running = new Map<string, RunningOutput>()
  /** Outputs that were removed and still send their last message. */
  const leaving = new Set<Promise<void>>()
  let latest: { state: AccountView; light: Light } | null = null
  let isAsleep = false
  let isStopped = false
  let isReportDue = false
  let cancelTick = () => {}
  let cancelSleep = () => {}

  const moment = (state: AccountView, light: Light, isEnding: boolean): Moment => ({
    state,
    light,
    isEnding,
    words: parts.wordsNow(),
    nowMs: clock.nowMs(),
  })

  function update() {
    cancelTick()
    if (!latest || isStopped) return
    const { state, light } = latest
    const { externalOutputs, showElsewhere } = state.settings
    for (const [id, one] of running) if (!externalOutputs.some((output) => output.id === id)) remove(id, one)
    const now = moment(state, light, isAsleep)
    const atTheEnd = { ...now, isEnding: true }
    for (const output of externalOutputs) {
      const isOn = showElsewhere && output.on
      find(output.id).show({
        output,
        secrets: isOn ? secrets.of(output) : null,
        message: messageOf(output, now),
        last: messageOf(output, atTheEnd),
      })
    }
    report()
    // The clock may be set and its zone change, so the hours are compared again each minute.
    if (externalOutputs.some(({ schedule }) => schedule.kind === 'hours'))
      cancelTick = clock.after(untilNextMinute(now.nowMs), update)
  }

  function find(id: string): RunningOutput {
    const known = running.get(id)
    if (known) return known
    const created = createRunningOutput({ ...parts, onStatus: report })
    running.set(id, created)
    return created
  }

  function remove(id: string, one: RunningOutput) {
    running.delete(id)
    const stopped = one.remove()
    leaving.add(stopped)
    guard('A removed output', () => stopped.then(() => leaving.delete(stopped)))()
  }

  const putStates = guard('Reporting the outputs', () => {
    isReportDue = false
    const { settings, externalOutputs } = store.getState()
    const states = settings.externalOutputs.map(({ id }): OutputState => {
      return { id, status: running.get(id)?.status() ?? { kind: 'off' } }
    })
    if (!isStopped && JSON.stringify(states) !== JSON.stringify(externalOutputs))
      store.setState({ externalOutputs: states })
  })

  /** Deferred: a change of the state while it is shown would show it to the other outputs twice. */
  function report() {
    if (isReportDue) return
    isReportDue = true
    clock.after(0, putStates)
  }

  function setAsleep(asleep: boolean) {
    cancelSleep()
    if (asleep) cancelSleep = clock.after(AWAKE_AFTER_MS, () => setAsleep(false))
    if (asleep === isAsleep) return
    isAsleep = asleep
    update()
  }

  const output: Output = {
    show(state, light) {
      const isFirst = latest === null
      latest = { state, light }
      if (isFirst) guard('Reading the secrets of the outputs', secrets.start)()
      update()
    },
    async stop() {
      isStopped = true
      cancelTick()
      cancelSleep()
      secrets.stop()
      await Promise.all([...[...running.values()].map((one) => one.stop()), ...leaving])
    },
  }

  return {
    output,
    secrets,
    kinds: kindsOf(drivers),
    lightDevices: createNetworkDevices(clock, guard),
    signal(signal: Signal) {
      if (signal === 'suspend') setAsleep(true)
      else if (AWAKE.has(signal)) setAsleep(false)
    },
    tryLight(id: string, tableLight: TableLight): Promise<CommandAnswer<'tryOutput'>> | null {
      const one = running.get(id)
      const { settings } = store.getState()
      const configured = settings.externalOutputs.find((other) => other.id === id)
      if (!one || !latest || !configured?.on || !settings.showElsewhere) return null
      const now = moment(latest.state, latest.light, false)
      const message = triedMessage(configured, now, tableLight)
      return message ? one.tryNow(message, hiddenMessage(now)) : Promise.resolve(ok({ sent: false }))
    },
  }
}
