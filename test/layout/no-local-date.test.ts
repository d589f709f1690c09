// That no date or time is reckoned in the zone of the V8 at hand, which in the main process is the one of the start: read
// from the sources. The state has the zone (app/desktop/system-local-time.ts).
import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../support/project-files.ts'

const LOCAL =
  /\.[gs]et(?:Hours|Date|Day|Month|FullYear)\(|getTimezoneOffset|toLocale(?:Time|Date)?String\(|to(?:Date|Time)String\(|new Date\([^()]*,|DateTimeFormat\(\)/g

/** Where the zone of the runtime itself is asked for. */
const asks = ['app/desktop/system-local-time.ts', 'renderer/frame/use-report-time-zone.ts']

const sources = projectFiles('app', 'words', 'renderer').filter((name) => /\.tsx?$/.test(name))

test('no time is told by the zone of the process or of the page', () => {
  const found = sources
    .filter((name) => !asks.includes(name))
    .flatMap((name) => [...readProjectFile(name).matchAll(LOCAL)].map(([what]) => [name, what]))
  expect(found).toEqual([])
})

test('what is looked for is found where it stands', () => {
  const found = asks.flatMap((name) => readProjectFile(name).match(LOCAL) ?? [])
  expect(found).toEqual(['DateTimeFormat()', 'getTimezoneOffset', 'DateTimeFormat()'])
})
