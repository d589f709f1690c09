import { expect, test } from 'vitest'
import { overlay, wrapClass } from './electron-overlay.ts'

/** Like Electron's objects: its private state cannot be accessed through a proxy. */
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

test('an overlay has its own members, and the others of the real object with their state', () => {
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

test('an overlay reads the real object at each access, also a frozen one', () => {
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

test('a wrapped class creates real instances, calls the listener first, and has its own static members', () => {
  const made: [lamp: Lamp, lit: boolean | undefined][] = []
  const Watched = wrapClass(Lamp, (lamp, lit) => made.push([lamp, lit]), { isSupported: () => true })
  const lamp = new Watched(true)
  expect(made).toEqual([[lamp, true]])
  expect(lamp).toBeInstanceOf(Lamp)
  expect(lamp).toBeInstanceOf(Watched)
  expect(lamp.isLit()).toBe(true)
  expect([Watched.isSupported(), Watched.named]).toEqual([true, 'lamp'])
})
