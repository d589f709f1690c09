// The stand-in for the main process in the window's page: it answers and records the commands. A classic script, which the page
// loads before the window's own code.
import type { EventName } from '../../../app/contract/channels.ts'
import type { UnsentTexts } from '../../../app/contract/contract.ts'
import type { AppState } from '../../../app/model/state.ts'
import type { Timeline } from '../../../app/model/timeline.ts'

/** A command and its request. */
export type SentCommand = [name: string, request?: unknown]

/** What the window reads when it starts. */
export interface FirstAnswers {
  state: AppState
  history: Timeline
  unsent: UnsentTexts
}

interface StandIn {
  commands: SentCommand[]
  /** The requests of `setUnsentText`. */
  kept: unknown[]
  answers: Map<string, unknown>
  refusals: Map<string, string>
  send(payload: AppState | Timeline, event?: EventName): void
  /** Resolves once the window shows the state. Colour transitions, which affect the contrast, are over then. */
  show(state: AppState): Promise<void>
  /**
   * Shows the first start of another account, and then this state, with the stand-in as it was at first. Of the view before
   * nothing is left, as nothing of an account may be seen in another one.
   */
  begin(first: FirstAnswers, otherAccount: AppState): Promise<void>
}

declare global {
  interface Window {
    standIn: StandIn
  }
}

/** The script. `/texts/LANGUAGE.js` has to export the texts of a language, which every page would have to parse otherwise. */
export const standInScript = (first: FirstAnswers, commandNames: readonly string[]): string =>
  // tsx, which runs `npm run looks`, wraps functions in this helper.
  `globalThis.__name = (named) => named;
  (${standIn.toString()})(${JSON.stringify(first)}, ${JSON.stringify(commandNames)}, (language) => import(\`/texts/\${language}.js\`))`

/** Runs in the page. */
function standIn(
  first: FirstAnswers,
  commandNames: readonly string[],
  loadTexts: (language: string) => Promise<{ default: object }>,
) {
  const listeners = new Map<string, (payload: AppState | Timeline) => void>()

  const firstAnswers = ({ state, history, unsent }: FirstAnswers) =>
    new Map<string, unknown>([
      ['watch', state],
      ['readHistory', history],
      ['readUnsentTexts', unsent],
      ['checkTenant', { ok: true, value: { tenantId: '99999999-8888-4777-8666-555555555555', cloud: null } }],
    ])

  /** Without timers, as a test may have stopped the clock. */
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return
        changes.disconnect()
        resolve()
      }
      const changes = new MutationObserver(look)
      changes.observe(document, { subtree: true, childList: true, attributes: true })
      look()
    })
  /** What a view reads as it begins is rendered in later tasks. */
  async function laterTasks() {
    const { port1, port2 } = new MessageChannel()
    for (const _ of ['the answer is read', 'it is rendered']) {
      await new Promise<void>((resolve) => {
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    }
    port1.close()
  }
  const heading = () => document.querySelector('main :is(h1, h2)')
  const backButton = () => document.querySelector<HTMLElement>('.first-start .step-buttons .buttons > button')

  /** As when a page is loaded. */
  function startOfFocus() {
    // The next Tab goes to the first control; and a control that had the focus and is removed does not give it to a heading
    // (renderer/frame/use-focus-recovery.ts).
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    // Fluent shows the focus until the mouse is used.
    document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, buttons: 1, clientX: 1 }))
  }

  const stand: StandIn = {
    commands: [],
    kept: [],
    answers: firstAnswers(first),
    refusals: new Map(),
    send: (payload, event = 'state') => listeners.get(event)?.(payload),
    async show(state) {
      stand.send(state)
      // Texts of another language, and the code of seldom views, arrive after the state; a view with a bug has no h1.
      await until(() => document.documentElement.lang === state.language && heading() !== null)
      await laterTasks()
      for (const animation of document.getAnimations()) {
        // Some have no end.
        if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
      }
    },
    async begin(next, otherAccount) {
      startOfFocus()
      const before = heading()
      stand.answers = firstAnswers(next)
      stand.refusals.clear()
      stand.send(otherAccount)
      await until(() => heading() !== null && !before?.isConnected)
      // The step of the first start is kept while another view is shown.
      for (let back = backButton(); back; back = backButton()) {
        const last = back
        last.click()
        await until(() => !last.isConnected)
      }
      startOfFocus()
      for (const place of [document.documentElement, ...document.querySelectorAll('main')]) {
        place.scrollTo(0, 0)
      }
      stand.commands = []
      stand.kept = []
      await stand.show(next.state)
      // As when a page is loaded.
      await Promise.allSettled([...document.images].map((image) => image.decode()))
    },
  }

  const notRecorded = new Set(['watch', 'readHistory', 'readUnsentTexts', 'setUnsentText'])
  const answer = (name: string) => async (request?: unknown) => {
    if (name === 'readWords') return (await loadTexts(String(request))).default
    if (name === 'setUnsentText') stand.kept.push(request)
    if (!notRecorded.has(name)) stand.commands.push(request === undefined ? [name] : [name, request])
    const words = stand.refusals.get(name)
    if (words) throw new Error(words)
    return stand.answers.get(name)
  }
  Object.assign(window, {
    standIn: stand,
    tally: {
      ...Object.fromEntries(commandNames.map((name) => [name, answer(name)])),
      on: (name: string, listener: (payload: AppState | Timeline) => void) => {
        listeners.set(name, listener)
        return () => listeners.delete(name)
      },
    },
  })
}
