// That every listener of Electron's and Node's is joined through the guard (app/model/guard.ts), read from the sources: a new
// one that is not is found here, before it ends the program.
import { describe, expect, test } from 'vitest'
import { readPage, tablesOf } from '../docs/markdown.ts'
import { projectFiles, readProjectFile } from '../support/project-files.ts'

const sources = projectFiles('app')
  .filter((path) => path.endsWith('.ts'))
  .map((path) => [path.slice('app/'.length), readProjectFile(path)] as const)
  // What joins Electron, Node and the app. Preloads and the page of the USB lights run in pages.
  .filter(([name]) => /^(?:desktop|outputs|signals)\/|^(?:services\/commands|main)\.ts$/.test(name))
  .filter(([name]) => !name.startsWith('outputs/external/usb/page/'))

/** Where something of Electron's or Node's calls back: what is called, and what it is handed. */
const CALLS = [
  /\.(?:on|once|addListener|prependListener)\(\s*(?:'[\w-]+'|[\w.]+\([^)]*\)|\w+),\s*(?<listener>[\w.]+|\([^)]*\) =>|\w+ =>)/g,
  /\bclick: (?<listener>[\w.]+|\([^)]*\) =>)/g,
  /(?<!socket\.)\b(?<listener>setTimeout|setInterval|setImmediate|queueMicrotask)\(/g,
  /\bvoid (?!0\b)(?<listener>[\w.]+)\(/g,
]

/** Each with the reason why nothing is thrown there, or why that may end the program. */
const exempt: readonly [file: string, listener: string, why: string][] = [
  ['desktop/error-handling.ts', 'crash', 'ends the program'],
  ['desktop/error-handling.ts', '() =>', 'only keeps the error of a standard stream from ending the program'],
  ['desktop/command-line/read-status.ts', '() =>', 'runs in a process of its own, and settles its promise'],
  ['desktop/command-line/send-command.ts', '() =>', 'runs in a process of its own, and settles its promise'],
  ['desktop/command-line/send-command.ts', 'lost', 'runs in a process of its own, and settles its promise'],
  ['desktop/lifecycle.ts', '() =>', 'only keeps Electron from quitting without a window'],
  ['desktop/lifecycle.ts', 'setImmediate', 'what it runs is made by the guard'],
  ['outputs/tray/tray.ts', '() =>', 'what is chosen in the menu goes through a guard of its own'],
  ['outputs/tray/tray.ts', 'setImmediate', 'what it runs is made by the guard'],
  ['desktop/system-clock.ts', 'setTimeout', 'its acts go through the guarded clock'],
]

/** Bare listeners in a source, by what they are. One by name is well where that is made by the guard. */
function bareIn(text: string): string[] {
  const source = text.replace(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '')
  const guarded = new Set(
    [...source.matchAll(/\bconst (?<name>\w+) =\s*(?:guard|listenerOf)\(/g)].map(
      ({ groups }) => groups?.name,
    ),
  )
  return CALLS.flatMap((call) =>
    [...source.matchAll(call)].flatMap(({ groups }) => {
      const listener = (groups?.listener ?? '').replace(/\([^)]*\) =>/, '() =>')
      return listener === 'guard' || guarded.has(listener) ? [] : [listener]
    }),
  )
}

test.each(sources)('%s joins no bare listener', (name, source) => {
  const allowed = exempt.filter(([file]) => file === name).map(([, listener]) => listener)
  expect(bareIn(source).filter((listener) => !allowed.includes(listener))).toEqual([])
})

test('every exemption is used', () => {
  const used = sources.flatMap(([name, source]) => bareIn(source).map((listener) => `${name}: ${listener}`))
  expect(
    exempt.map(([file, listener]) => `${file}: ${listener}`).filter((one) => !used.includes(one)),
  ).toEqual([])
})

test('the store and the clock that the parts are handed are guarded', () => {
  const main = sources.find(([name]) => name === 'main.ts')?.[1] ?? ''
  expect(main.match(/createAppStore\(/g)).toHaveLength(1)
  expect(main).toMatch(/guardedStore\(createAppStore\(/)
  expect(main.match(/systemClock\b/g)).toHaveLength(2)
  expect(main).toMatch(/guardedClock\(systemClock, guard\)/)
})

test('docs/security.md says what happens after an exception in each', () => {
  const [rows = []] = tablesOf(readPage('docs/security.md'), 'what', 'where', 'after an exception')
  const told = rows.map(([, where]) => where).join()
  const joining = sources
    .filter(([, source]) => /\bguard(?:ed\w+)?\(/.test(source))
    .map(([name]) => `app/${name}`)
  expect(joining.length).toBeGreaterThan(10)
  expect(joining.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
})

describe('a bare one is found', () => {
  test.each([
    ["app.on('activate', show)", 'show'],
    ["app.once('quit', (_event, code) => end(code))", '() =>'],
    ["app.on(\n  'quit',\n  () => end(),\n)", '() =>'],
    ['{ click: () => onChoose(1) }', '() =>'],
    ['{ click: choose }', 'choose'],
    ['setTimeout(act, 5)', 'setTimeout'],
    ['void signIn()', 'signIn'],
  ])('%s', (source, listener) => expect(bareIn(source)).toEqual([listener]))
})
