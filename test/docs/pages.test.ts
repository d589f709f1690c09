import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { clouds } from '../../app/microsoft/clouds.ts'
import { type GraphRequest, requestNames, requests } from '../../app/model/graph-requests.ts'
import { appLights, outOfOfficeLights, presenceLights } from '../../app/model/light.ts'
import { HIDDEN_ARGUMENT } from '../../app/model/login-start.ts'
import { cloudNames } from '../../app/model/names.ts'
import { problemSchema } from '../../app/model/problems/problem.ts'
import { isLasting, type ProblemKind } from '../../app/model/problems/problem-kinds.ts'
import { defaultSettings, INTERVAL_SECONDS, settingsSchema } from '../../app/model/settings.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { usage } from '../../simulator/command-line.ts'
import { wordsIn } from '../../words/words.ts'
import { anchorsOf, codeIn, linksOf, pages, readPage, tablesOf } from './markdown.ts'

const root = join(import.meta.dirname, '..', '..')
const readme = readPage('README.md')
const { t } = wordsIn('en')
const scripts: Record<string, string> = packageJson.scripts

describe.each(pages)('%s', (name) => {
  const page = readPage(name)

  test('has no link to a file or heading that is not there', () => {
    const inside = linksOf(page).filter((target) => !/^https?:/.test(target))
    const broken = inside.filter((target) => {
      const [path = '', fragment] = target.split('#')
      const file = path === '' ? name : join(dirname(name), path)
      if (!existsSync(join(root, file))) return true
      return fragment !== undefined && !anchorsOf(readPage(file)).includes(fragment)
    })
    expect(broken).toEqual([])
  })

  test('has no row of a table that ends before its time', () => {
    expect(page.split('\n').filter((line) => line.startsWith('|') && !line.endsWith('|'))).toEqual([])
  })

  test('names no command that is not there', () => {
    const run = [...page.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script)
    const short = [...page.matchAll(/\bnpm (test|start)\b/g)].map(([, script = '']) => script)
    expect([...run, ...short].filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
  })

  test('names no file that is not there', () => {
    const paths = [
      ...page.matchAll(/`((?:app|renderer|words|build|test|scripts|simulator|bench|docs)\/[\w./-]*)`/g),
    ]
    expect(paths.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

describe('README.md', () => {
  test('gives the two commands of a newcomer', () => {
    expect(readme).toContain('\nnpm ci && npm start\n')
    expect(readme).toContain('\nnpm ci && npm test\n')
  })

  test('asks for the Node.js that package.json asks for', () => {
    expect(`>=${/\[Node\.js\]\([^)]*\) ([\d.]+) or newer/.exec(readme)?.[1]}`).toBe(packageJson.engines.node)
  })

  test('lists every light with its words', () => {
    const [rows = []] = tablesOf(readme, 'light', 'words')
    expect(rows.map(([light, words]) => [codeIn(light), words])).toEqual(
      [...presenceLights, ...appLights].map((light) => [light, t(`presence.light.${light}`)]),
    )
    expect(readme).toContain(`\`${outOfOfficeLights[1]}-oof\``)
    expect(readme).toContain(`\`${presenceLights[1]}-stale\``)
  })
})

describe('docs/settings.md', () => {
  const settingsPage = readPage('docs/settings.md')

  test('lists every setting with its default', () => {
    const [rows = []] = tablesOf(settingsPage, 'name', 'meaning', 'default', 'limits')
    const listed = rows.map(([name, , value]) => [codeIn(name), JSON.parse(codeIn(value))])
    expect(Object.fromEntries(listed)).toEqual(defaultSettings)
  })

  test('gives the limits of the settings as they are', () => {
    const [rows = []] = tablesOf(settingsPage, 'name', 'meaning', 'default', 'limits')
    const limitsOf = new Map(rows.map(([name, , , limits]) => [codeIn(name), limits]))
    expect(limitsOf.get('intervalSeconds')).toContain(`${INTERVAL_SECONDS.least} to ${INTERVAL_SECONDS.most}`)
    for (const [name, schema] of Object.entries(settingsSchema.shape)) {
      if (!(schema instanceof z.ZodEnum) || name === 'language') continue
      const choices = schema.options.map((choice: string) => `\`${choice}\``).join(', ')
      expect(limitsOf.get(name), name).toBe(choices)
    }
    expect(limitsOf.get('language')).toBe('`system`, or the name of a folder in [words/](../words)')
  })
})

describe('docs/register.md', () => {
  const register = readPage('docs/register.md')

  test('lists every cloud, its portal and whether it has presence', () => {
    const [rows = []] = tablesOf(register, 'cloud', '`cloud`')
    expect(rows.map(([, name]) => codeIn(name))).toEqual(cloudNames)
    for (const [place, name] of cloudNames.entries()) {
      const [, , portal = '', presence] = rows[place] ?? []
      expect(presence === 'yes', name).toBe(clouds[name].hasPresence)
      if (clouds[name].hasPresence) expect(portal).toContain(`(${new URL(clouds[name].portal).origin})`)
    }
  })

  test('lists every request to Graph with its permission, its clouds and its page', () => {
    const [rows = []] = tablesOf(register, 'request', 'permission')
    const whatFor = {
      'own-presence': 'your own presence',
      'whose-light': 'a colleague’s light in the tray',
      colleagues: 'colleagues',
      'own-status': 'your own status',
    }
    const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
    expect(rows).toEqual(
      requestNames.map((name) => {
        const { method, path, permission, feature, clouds: where, page }: GraphRequest = requests[name]
        const link = `[${page}](https://learn.microsoft.com/graph/api/${page})`
        const named = [`\`${method} ${path}\``, `\`${permission}\``, whatFor[feature]]
        return [...named, codes(where['v1.0']), codes(where.beta), link]
      }),
    )
  })
})

test('docs/troubleshooting.md explains every problem by its title, apart what passes and what needs a person', () => {
  const [passing, lasting] = tablesOf(readPage('docs/troubleshooting.md'), 'message', 'what to do')
  const kinds = problemSchema.options.map(({ shape }) => shape.kind.value)
  const titlesOf = (some: ProblemKind[]) => some.map((kind) => t(`problem.${kind}.title`))
  expect(passing?.map(([title]) => title)).toEqual(titlesOf(kinds.filter((kind) => !isLasting({ kind }))))
  expect(lasting?.map(([title]) => title)).toEqual(titlesOf(kinds.filter((kind) => isLasting({ kind }))))
})

test('docs/simulator.md lists the options of the simulator', () => {
  const [rows = []] = tablesOf(readPage('docs/simulator.md'), 'option', 'meaning')
  const options = usage.match(/--(?!\s)[a-z]+/g) ?? []
  const listed = rows.map(([option]) => codeIn(option).split(' ')[0])
  expect(new Set(listed)).toEqual(new Set(options.filter((option) => option !== HIDDEN_ARGUMENT)))
})

test('docs/architecture.md says of every folder of app/ what it is for and what it may import', () => {
  const page = readPage('docs/architecture.md')
  const entries = readdirSync(join(root, 'app'), { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => `\`app/${name}/\``)
  for (const column of ['purpose', 'may import']) {
    const listed = tablesOf(page, 'folder', column)
      .flat()
      .flatMap(([cell = '']) => cell.split(', '))
    expect(listed, column).toEqual(expect.arrayContaining(folders))
  }
})

test('the changelog is about the version at hand', () => {
  expect(readPage('CHANGELOG.md')).toContain(packageJson.version)
})
