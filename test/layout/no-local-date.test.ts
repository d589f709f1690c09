// That no date or time is reckoned in the zone of the V8 at hand, which in the main process is the one of the start: read
// from the sources. The state has the zone (app/desktop/system-local-time.ts).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const LOCAL =
  /\.[gs]et(?:Hours|Date|Day|Month|FullYear)\(|getTimezoneOffset|toLocale(?:Time|Date)?String\(|to(?:Date|Time)String\(|new Date\([^()]*,|DateTimeFormat\(\)/g

/** Where the zone of the runtime itself is asked for. */
const asks = ['app/desktop/system-local-time.ts', 'renderer/frame/use-report-time-zone.ts']

const sources = ['app', 'words', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
)

test('no time is told by the zone of the process or of the page', () => {
  const found = sources
    .filter((name) => !asks.includes(name))
    .flatMap((name) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(LOCAL)].map(([what]) => [name, what]),
    )
  expect(found).toEqual([])
})

test('what is looked for is found where it stands', () => {
  const found = asks.flatMap((name) => readFileSync(join(root, name), 'utf8').match(LOCAL) ?? [])
  expect(found).toEqual(['DateTimeFormat()', 'getTimezoneOffset', 'DateTimeFormat()'])
})
