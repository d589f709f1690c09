// The app as wired in app/main.ts, with stand-ins for the outputs, the disk and Microsoft.
import { createDemoDay } from '../../app/demo/demo-day.ts'
import { createGraph } from '../../app/microsoft/graph/graph.ts'
import type { Guard } from '../../app/model/guard.ts'
import { defaultSettings, type Settings } from '../../app/model/settings.ts'
import { firstState } from '../../app/model/state.ts'
import { createChangeLog } from '../../app/outputs/log/change-log.ts'
import { showState } from '../../app/outputs/show-state.ts'
import { createFollower } from '../../app/polling/follower.ts'
import { createLocalFollower } from '../../app/polling/local-follower.ts'
import { createSessions } from '../../app/services/session/session.ts'
import { computerOf, watchPower } from '../../app/signals/power.ts'
import { settingsInMemory } from '../../test/services/settings-in-memory.ts'
import { createAccountStore } from '../../test/support/account-store.ts'
import type { SoakComputer } from './soak-computer.ts'
import type { SoakMicrosoft } from './soak-microsoft.ts'

/** Errors are not caught, so that the soak test fails. */
const unguarded: Guard =
  (_what, listener) =>
  (...args) =>
    void listener(...args)

const ours: Settings = { ...defaultSettings, clientId: '00000000-0000-4000-8000-00000000000a' }

export function createSoakApp(
  computer: SoakComputer,
  { network, signIn }: SoakMicrosoft,
  random: () => number,
) {
  const { clock, powerMonitor, net } = computer
  const store = createAccountStore(firstState('0.0.0', ours, 'en'))
  let subscribers = 0
  const subscribe = store.subscribe
  store.subscribe = (listener) => {
    subscribers += 1
    const stop = subscribe(listener)
    return () => {
      subscribers -= 1
      stop()
    }
  }

  const log = { warn() {} }
  const settings = settingsInMemory(store)
  const sessions = createSessions({
    store,
    clock,
    demo: createDemoDay(clock),
    signInFor: () => signIn,
    sourceFor: ({ cloud }, { accessToken, accountId }) =>
      createGraph({
        network,
        cloud,
        accessToken,
        accountId,
        nowMs: clock.nowMs,
        version: () => 'v1.0',
      }),
    follow: (follow) => createFollower({ ...follow, clock, computer: computerOf(powerMonitor, log), random }),
    followLocal: (follow) =>
      createLocalFollower({ ...follow, clock, computer: computerOf(powerMonitor, log) }),
    tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
    settings,
    colleagueOf: () => null,
    onSetUpNeeded: () => {},
    log,
  })

  let drawings = 0
  let logLines = 0
  const logged = () => {
    logLines += 1
  }
  const drawn = {
    show() {
      drawings += 1
    },
    stop() {},
  }
  const stops = [
    showState(
      store,
      { drawn, log: createChangeLog({ debug: logged, info: logged, warn: logged }) },
      unguarded,
    ),
    watchPower({ powerMonitor, net, clock, onSignal: sessions.signal, guard: unguarded }),
  ]
  return {
    store,
    sessions,
    settings,
    stop() {
      for (const stop of stops) stop()
      sessions.stop()
    },
    subscribers: () => subscribers,
    settingsWrites: () => settings.written.length,
    logLines: () => logLines,
    drawings: () => drawings,
  }
}
export type SoakApp = ReturnType<typeof createSoakApp>
