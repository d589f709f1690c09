import { expect, test } from 'vitest'
import { overlay, watched } from './in-front.ts'

/** As Electron's objects are: what they hold is out of a proxy's reach. */
class Lamp {
  #lit = false
  colour = 'red'
  constructor(lit = false) {
    this.#lit = lit
  }
  static isSupported() {
    return false
  }
  static named = 'lamp'
  isLit() {
    return this.#lit
  }
  light() {
    this.#lit = true
    return this
  }
}

test('an overlay has its own members, and all others of the real object with what they hold', () => {
  const lamp = new Lamp()
  const seen = overlay(lamp, { isLit: () => true })
  expect(seen.isLit()).toBe(true)
  expect(lamp.isLit()).toBe(false)
  seen.light()
  expect(lamp.isLit()).toBe(true)
  seen.colour = 'green'
  expect([lamp.colour, seen.colour]).toEqual(['green', 'green'])
  expect('light' in seen).toBe(true)
})

test('an overlay reads the real object anew each time, also one that may not be changed', () => {
  const real = Object.freeze({ ask: (): string => 'real' })
  expect(overlay(real, { ask: () => 'played' }).ask()).toBe('played')
  const counting = {
    times: 0,
    get next() {
      this.times += 1
      return this.times
    },
  }
  const seen = overlay(counting, {})
  expect([seen.next, seen.next]).toEqual([1, 2])
})

test('a watched class makes the real thing, tells of it first, and has members of its own', () => {
  const made: [lamp: Lamp, lit: boolean | undefined][] = []
  const Watched = watched(Lamp, (lamp, lit) => made.push([lamp, lit]), { isSupported: () => true })
  const lamp = new Watched(true)
  expect(made).toEqual([[lamp, true]])
  expect(lamp).toBeInstanceOf(Lamp)
  expect(lamp).toBeInstanceOf(Watched)
  expect(lamp.isLit()).toBe(true)
  expect([Watched.isSupported(), Watched.named]).toEqual([true, 'lamp'])
})
