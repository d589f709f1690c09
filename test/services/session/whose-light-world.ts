// The parts that follow a colleague, connected as in app/main.ts, against the fake Microsoft over real HTTP.
import { onTestFinished } from 'vitest'
import { createDemoDay } from '../../../app/demo/demo-day.ts'
import { createDemoTeam } from '../../../app/demo/demo-team.ts'
import type { Graph } from '../../../app/microsoft/graph/graph.ts'
import { createMicrosoft } from '../../../app/microsoft/microsoft.ts'
import { lightOf } from '../../../app/model/light.ts'
import { defaultSettings, type Settings } from '../../../app/model/settings.ts'
import { firstState } from '../../../app/model/state.ts'
import { createFollower } from '../../../app/polling/follower.ts'
import { createLocalFollower } from '../../../app/polling/local-follower.ts'
import { createFeatures } from '../../../app/services/features.ts'
import { createOwnStatus } from '../../../app/services/own-status.ts'
import { createSessions } from '../../../app/services/session/session.ts'
import { createWhoseLight } from '../../../app/services/session/whose-light.ts'
import { openWhoseLightFolder } from '../../../app/storage/whose-light-file.ts'
import { startFakeMicrosoft } from '../../../simulator/microsoft/fake-microsoft.ts'
import { wordsIn } from '../../../words/words.ts'
import { cacheInMemory, until } from '../../microsoft/sign-in/signing-in.ts'
import { signInThroughBrowser } from '../../simulator/microsoft/browser.ts'
import { createAccountStore } from '../../support/account-store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createVirtualClock } from '../../support/virtual-clock.ts'
import { settingsInMemory } from '../settings-in-memory.ts'

export const grace = {
  id: '66825e03-7ef5-42da-9069-724602c31f6b',
  name: 'Grace Hopper',
  address: 'grace@contoso.example',
}

/** `start` begins a run of the program with the same profile. */
export async function whoseLightWorld(given: Partial<Settings> = {}) {
  const fake = await startFakeMicrosoft()
  onTestFinished(() => fake.close())
  const path = await temporaryFolder()
  const folder = openWhoseLightFolder(path)
  const clock = createVirtualClock(Date.now())
  const tokenCache = cacheInMemory()
  const warnings: unknown[] = []
  const log = { debug() {}, warn: (...texts: unknown[]) => warnings.push(...texts) }
  const computer = { idleMs: () => 0 }
  const random = () => 0.5
  let settingsNow: Settings = { ...defaultSettings, clientId: fake.clientId, ...given }

  async function start(changes: Partial<Settings> = {}) {
    settingsNow = { ...settingsNow, ...changes }
    const store = createAccountStore(firstState('1.0.0', settingsNow, 'en'))
    const settings = settingsInMemory(store)
    const pages: string[] = []
    const microsoft = createMicrosoft({
      fetch,
      isOnline: () => true,
      microsoftUrl: fake.url,
      tokenCache,
      clock,
      log,
      platform: 'linux',
      wordsNow: () => wordsIn('en'),
      openBrowser: async (url) => {
        pages.push(url)
        void signInThroughBrowser(fake.url, url).catch(() => {})
      },
      graphVersion: () => store.getState().settings.graphVersion,
    })
    const sessions = createSessions<Graph>({
      ...microsoft,
      store,
      clock,
      settings,
      log,
      demo: createDemoDay(clock),
      tokens: { keptIn: async () => 'keyring', left: () => [], subscribe: () => () => {} },
      follow: (follow) => createFollower({ ...follow, clock, computer, random }),
      followLocal: (follow) => createLocalFollower({ ...follow, clock, computer }),
      colleagueOf: (session) => whoseLight.colleagueOf(session),
      onSetUpNeeded() {},
    })
    const features = createFeatures({ store, clock, sessions, settings })
    const ownStatus = createOwnStatus({ store, clock, features, check: sessions.check })
    const demoTeam = createDemoTeam(clock)
    const whoseLight = createWhoseLight({ store, features, demoTeam, sessions, log, folder })
    await sessions.start(false)
    const stop = () => {
      for (const part of [whoseLight, ownStatus, features, sessions]) part.stop()
      settingsNow = settings.kept()
    }
    onTestFinished(stop)

    const following = () => store.getState().following
    /** Time goes on as in reality: a second request of one check waits for the limit on requests. */
    async function passUntil(isSo: () => boolean) {
      await until(async () => {
        // A condition may count what is new since it was last asked.
        if (isSo()) return true
        await clock.pass(10)
        return isSo()
      })
    }
    /** A click, and its answer: not sooner than a second after the last one. */
    async function check() {
      const { last, problem } = following()
      await clock.pass(1100)
      sessions.checkNow()
      await passUntil(
        () => !following().checking && (following().last !== last || following().problem !== problem),
      )
    }
    return {
      store,
      sessions,
      features,
      ownStatus,
      whoseLight,
      pages,
      following,
      check,
      passUntil,
      stop,
      light: () => lightOf(store.getState()).name,
      /** What was asked of Graph, by path, since the last call. */
      asked: askedSince(fake.requests),
      switchColleagues: (on: boolean) => features.switchFeature({ feature: 'colleagues', on }),
      async signIn() {
        await sessions.signIn()
        await until(() => !following().checking)
      },
    }
  }
  return { fake, clock, path, folder, start, warnings }
}

function askedSince(requests: readonly { name?: string; path: string; host: string }[]) {
  let from = requests.length
  return () => {
    const since = requests.slice(from).filter(({ name }) => name !== undefined)
    from = requests.length
    return since.map(({ host, path }) => `${host}${path}`)
  }
}
