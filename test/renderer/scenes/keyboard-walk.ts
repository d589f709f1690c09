// The walk through a view by the Tab key.

import { stateOf } from '../../../app/model/account-view.ts'
import type { Language } from '../../../app/model/names.ts'
import type { AccountView } from '../../../app/model/state.ts'
import type { OpenWindow } from './window-stage.ts'

interface KeyboardWalk {
  controls: number
  /** Gives the focus to each control that the Tab key stops at, as if by the key. */
  focusEach(): void
  /** What the walk did not reach, and what does not show that it has the focus. */
  end(): string[]
}

declare global {
  interface Window {
    keyboardWalk: KeyboardWalk
  }
}

const TAB = { type: 'rawKeyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 } as const

/**
 * Which controls the Tab key does not reach, and which have no visible focus then, by language. The page takes notes of the way, so
 * that all keys can be pressed at once: to ask it after each one takes twenty times as long.
 */
export async function keyboardFaults(
  { page }: OpenWindow,
  state: AccountView,
  languages: readonly Language[],
): Promise<Record<string, string[]>> {
  const protocol = await page.context().newCDPSession(page)
  const begin = await page.evaluateHandle<typeof beginWalk>(`(${beginWalk.toString()})`)
  const found: Record<string, string[]> = {}
  try {
    for (const language of languages) {
      const controls = await page.evaluate(
        async ({ begin, state }) => {
          await window.standIn.show(state)
          window.keyboardWalk = begin()
          return window.keyboardWalk.controls
        },
        { begin, state: stateOf({ ...state, language }) },
      )
      // Once more, as the walk starts where the focus is, and goes over the end of the page.
      const presses = Array.from({ length: controls + 1 }, () => protocol.send('Input.dispatchKeyEvent', TAB))
      await Promise.all(presses)
      const faults = await page.evaluate(() => window.keyboardWalk.end())
      if (faults.length > 0) found[language] = faults
    }
  } finally {
    await Promise.all([begin.dispose(), protocol.detach()])
  }
  return found
}

/**
 * The same without the key, in a fifth of the time: whether each control is a tab stop that takes the focus and shows it. For the
 * languages in which nobody presses it, as nothing that listens to the keyboard knows the language. To be called after
 * `keyboardFaults`, since a page shows the focus only to those who use the keyboard.
 */
export async function focusFaults(
  { page }: OpenWindow,
  state: AccountView,
  languages: readonly Language[],
): Promise<Record<string, string[]>> {
  const begin = await page.evaluateHandle<typeof beginWalk>(`(${beginWalk.toString()})`)
  const found = await page.evaluate(
    async ({ begin, state, languages }) => {
      const found: Record<string, string[]> = {}
      for (const language of languages) {
        await window.standIn.show({ ...state, language })
        const walk = begin()
        walk.focusEach()
        const faults = walk.end()
        if (faults.length > 0) found[language] = faults
      }
      return found
    },
    { begin, state: stateOf(state), languages },
  )
  await begin.dispose()
  return found
}

/** Runs in the page. */
function beginWalk(): KeyboardWalk {
  // Tab stops only at the checked radio button of a group.
  const stops =
    'a[href], button, input:not([type=radio]:not(:checked)), select, textarea, summary, [tabindex="0"]'
  const expected = [...document.querySelectorAll<HTMLElement>(stops)].filter(
    (one) => !one.matches(':disabled') && one.checkVisibility({ visibilityProperty: true }),
  )
  const controls = new Set<Element>(expected)
  const reached = new Set<Element>()
  const unseen = new Set<Element>()
  const forced = matchMedia('(forced-colors: active)').matches

  /** Fluent shows the focus with an outline or a shadow of the element, or around its parent. */
  function isSeen(focused: Element) {
    const { outlineStyle, outlineColor, boxShadow } = getComputedStyle(focused)
    // The system draws no shadows.
    if (forced) return outlineStyle !== 'none' && !outlineColor.endsWith(', 0)')
    const around = focused.parentElement && getComputedStyle(focused.parentElement, '::after').borderStyle
    return outlineStyle !== 'none' || boxShadow !== 'none' || (around ?? 'none') !== 'none'
  }
  function note() {
    const focused = document.activeElement
    if (!focused || focused === document.body) return
    reached.add(focused)
    if (!isSeen(focused)) unseen.add(focused)
  }
  // What has the focus at the next key: everything that follows a change of focus has happened by then.
  let isFirst = true
  const noteLast = () => {
    if (!isFirst) note()
    isFirst = false
  }
  addEventListener('keydown', noteLast, { capture: true })

  return {
    controls: expected.length,
    focusEach() {
      for (const one of expected.filter(({ tabIndex }) => tabIndex >= 0)) {
        one.focus()
        note()
      }
    },
    end() {
      removeEventListener('keydown', noteLast, { capture: true })
      note()
      const html = (what: string) => (one: Element) => `${what}: ${one.outerHTML.slice(0, 120)}`
      return [
        ...expected.filter((one) => !reached.has(one)).map(html('not reached')),
        ...[...reached].filter((one) => !controls.has(one)).map(html('not a control')),
        ...[...unseen].map(html('no visible focus')),
      ]
    },
  }
}
