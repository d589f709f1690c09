// Which programs record from a microphone, as signals and in the state. Their names are never stored or logged.

import type { Guard } from '../../model/guard.ts'
import { TEAMS } from '../../model/lights/call-programs.ts'
import { isOwnLight } from '../../model/lights/followed-sessions.ts'
import type { Log } from '../../model/log.ts'
import type { MicrophoneSourceName } from '../../model/names.ts'
import {
  type Computer,
  type ComputerSignal,
  inEffectAfter,
  type MicrophoneSignal,
  type Signal,
} from '../../model/signal.ts'
import {
  type AccountStore,
  type AccountView,
  everyAccountIn,
  type MicrophoneSourceState,
} from '../../model/state.ts'
import type { Clock } from '../../model/timing/clock.ts'
import { createPactlSource } from './microphone-linux.ts'
import { createPmsetSource } from './microphone-macos.ts'
import type { MicrophoneSource } from './microphone-source.ts'
import { createConsentStoreSource } from './microphone-windows.ts'
import { changesBetween, type Program, recordingSince } from './recording-programs.ts'
import { createSystemPrograms, type SystemPrograms } from './system-programs.ts'
import { createTeamsLogSource, teamsLogFolder } from './teams-log.ts'
import { type WatchedSource, watchSource } from './watched-source.ts'

export interface MicrophoneParts {
  store: AccountStore
  clock: Clock
  computer: Computer
  process: Pick<NodeJS.Process, 'platform' | 'env'>
  guard: Guard
  log: Pick<Log, 'info'>
  onSignal: (signal: MicrophoneSignal) => void
}

export interface Microphone {
  signal(signal: Signal): void
  /** Ends its processes and timers. */
  stop(): void
}

/** How each source is made, by its name. */
type Sources = ReadonlyMap<MicrophoneSourceName, () => MicrophoneSource>

/** The sources of a system; none on a system that has none. */
export function sourcesOf(
  { platform, env }: MicrophoneParts['process'],
  programs: SystemPrograms,
  guard: Guard,
): Sources {
  const teamsFolder = teamsLogFolder(env)
  switch (platform) {
    case 'linux':
      return new Map([['pactl', () => createPactlSource(programs)]])
    case 'darwin':
      return new Map([['pmset', () => createPmsetSource(programs)]])
    case 'win32':
      return new Map([
        ['consent-store', () => createConsentStoreSource(programs, env)],
        ...(teamsFolder === null
          ? []
          : [['teams-log', () => createTeamsLogSource(teamsFolder, guard)] as const]),
      ])
    default:
      return new Map()
  }
}

const isWanted = (name: MicrophoneSourceName, state: AccountView) =>
  state.settings.microphone &&
  (name !== 'teams-log' || state.settings.teamsLog) &&
  everyAccountIn(state).some(isOwnLight) &&
  state.pausedUntil === null

/** Watches while it is switched on, and the user's own light is followed. */
export function createMicrophone(
  parts: MicrophoneParts,
  sources = sourcesOf(parts.process, createSystemPrograms(parts.process.env, parts.guard), parts.guard),
): Microphone {
  const { store, log } = parts
  const watched = new Map<MicrophoneSourceName, WatchedSource>()
  /** By the source that says so. */
  const recording = new Map<MicrophoneSourceName, readonly Program[]>()
  let inEffect: readonly ComputerSignal[] = []

  const isRecording = () => [...recording.values()].some((programs) => programs.length > 0)

  function report(name: MicrophoneSourceName, programs: readonly Program[]) {
    const before = [...recording.values()].flat()
    const hadTeams = recording.get(name)?.includes(TEAMS)
    recording.set(name, programs)
    // Teams that ends in a call writes no end into its log.
    if (name === 'consent-store' && hadTeams && !programs.includes(TEAMS)) {
      watched.get('teams-log')?.forget()
      recording.delete('teams-log')
    }
    const now = [...recording.values()].flat()
    const signals = changesBetween(before, now)
    if (signals.length === 0) return
    store.setState((state) => ({ recording: recordingSince(state.recording, now, parts.clock.nowMs()) }))
    for (const signal of signals) parts.onSignal(signal)
  }

  function setFailure(name: MicrophoneSourceName, failure: string | null) {
    const change = (state: MicrophoneSourceState) => (state.name === name ? { name, failure } : state)
    store.setState(({ microphone }) => ({ microphone: microphone.map(change) }))
  }

  function watch(name: MicrophoneSourceName, source: MicrophoneSource) {
    const of = watchSource({
      ...parts,
      source,
      isRecording,
      onPrograms: (programs) => report(name, programs),
      onLeftAlone(failure) {
        log.info(`The microphone source ${name} is left alone: ${failure}`)
        report(name, [])
        setFailure(name, failure)
      },
    })
    watched.set(name, of)
    for (const signal of inEffect) of.signal(signal)
  }

  function end(name: MicrophoneSourceName) {
    watched.get(name)?.stop()
    watched.delete(name)
    report(name, [])
    setFailure(name, null)
  }

  /** Begins with the sources that are wanted now, and ends the others. One that was left alone stays so meanwhile. */
  function update() {
    for (const [name, create] of sources) {
      const wanted = isWanted(name, store.getState())
      if (wanted && !watched.has(name)) watch(name, create())
      if (!wanted && watched.has(name)) end(name)
    }
  }

  store.setState({ microphone: [...sources.keys()].map((name) => ({ name, failure: null })) })
  const unsubscribe = store.subscribe(update)
  update()
  return {
    signal(signal) {
      if (typeof signal === 'object') return
      inEffect = inEffectAfter(inEffect, signal)
      for (const source of watched.values()) source.signal(signal)
    },
    stop() {
      unsubscribe()
      for (const source of watched.values()) source.stop()
    },
  }
}
