// The workflows and templates under .github, read as GitHub reads them: well-formed, with no right more than needed.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import { linksOf } from './markdown.ts'

const root = join(import.meta.dirname, '..', '..')
const github = join(root, '.github')
const scripts: Record<string, string> = packageJson.scripts

const step = z.strictObject({
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  'working-directory': z.string().optional(),
})
const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']))
const job = z.strictObject({
  name: z.string().optional(),
  needs: z.string().optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  strategy: z.unknown().optional(),
  permissions: permissions.optional(),
  uses: z.string().optional(),
  steps: z.array(step).default([]),
})
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: z.unknown().optional(),
  jobs: z.record(z.string(), job),
})
type Workflow = z.infer<typeof workflow>

/** Which job may write what; nobody else may write anything. */
const writers: Record<string, string[]> = { draft: ['contents', 'id-token', 'attestations'] }

/** What is wrong with a workflow, in words. */
function complaintsOf({ on, permissions: all, concurrency, jobs }: Workflow): string[] {
  const steps = Object.values(jobs).flatMap((each) => each.steps)
  const used = [...Object.values(jobs), ...steps].flatMap(({ uses }) => uses ?? [])
  const run = steps.flatMap(({ run: lines }) => lines ?? [])
  const called = run.flatMap((lines) => [...lines.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)])
  return [
    // Called by another it has that one's name, and would wait for the group that waits for it.
    ...(Object.hasOwn(on, 'workflow_call') && JSON.stringify(concurrency)?.includes('github.workflow')
      ? ['it waits for whoever calls it']
      : []),
    // It would run a stranger's change with this repository's rights.
    ...['pull_request_target', 'workflow_run'].filter((event) => Object.hasOwn(on, event)),
    ...Object.entries(all).flatMap(([scope, right]) =>
      right === 'write' ? `everybody writes ${scope}` : [],
    ),
    ...Object.entries(jobs).flatMap(([name, { permissions: own = {} }]) =>
      Object.entries(own)
        .filter(([scope, right]) => right === 'write' && !writers[name]?.includes(scope))
        .map(([scope]) => `${name} writes ${scope}`),
    ),
    ...Object.entries(jobs).flatMap(([name, each]) =>
      each.uses === undefined && each['timeout-minutes'] === undefined ? `${name} may hang for hours` : [],
    ),
    // GitHub's own by their major tag; anybody else's only as a commit that cannot change.
    ...used.filter((action) => !/^(actions\/[\w-]+@v\d+|[\w./-]+@[\da-f]{40}|\.\/[\w./-]+)$/.test(action)),
    ...used.filter((action) => action.startsWith('./') && !existsSync(join(root, action))),
    ...steps.flatMap((each) =>
      each.uses?.startsWith('actions/checkout@') && each.with?.['persist-credentials'] !== false
        ? 'the token stays in .git/config'
        : [],
    ),
    ...called.flatMap(([, script = '', short = script]) =>
      Object.hasOwn(scripts, script || short) ? [] : `no script ${script || short}`,
    ),
    // Put into the shell's line by GitHub before the shell sees it: whoever names a branch or a title writes commands.
    ...run.filter((lines) => lines.includes('${{')).map(() => 'an expression inside a command'),
  ]
}

/** Every file there; throws with the place when it is not well-formed YAML. */
function readYaml(path: string): unknown {
  const document = parseDocument(readFileSync(join(github, path), 'utf8'))
  if (document.errors[0] !== undefined) throw document.errors[0]
  return document.toJS()
}
const filesIn = (folder: string) => readdirSync(join(github, folder)).map((name) => join(folder, name))
const workflows = filesIn('workflows')

describe.each(workflows)('%s', (path) => {
  test('is a workflow with no right more than it needs, whose scripts and actions are there', () => {
    expect(complaintsOf(workflow.parse(readYaml(path)))).toEqual([])
  })
})

test('only the release has secrets, and never in a job that runs tests', () => {
  const withSecrets = workflows.filter((path) => /\bsecrets\b/.test(readFileSync(join(github, path), 'utf8')))
  expect(withSecrets).toEqual([join('workflows', 'release.yml')])
  const { jobs } = workflow.parse(readYaml(join('workflows', 'release.yml')))
  const secretive = Object.entries(jobs).filter(([, each]) => JSON.stringify(each).includes('secrets.'))
  expect(secretive.map(([name, each]) => [name, each.environment])).toEqual([['package', 'release']])
})

test('once a week somebody looks for known weaknesses of the libraries, and at their terms', () => {
  const { on, jobs } = workflow.parse(readYaml(join('workflows', 'libraries.yml')))
  expect(on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }])
  const run = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run: lines }) => lines))
  expect(run).toEqual(expect.arrayContaining(['npm audit --omit=dev', 'npm run libraries']))
})

/** Each turns a sound workflow into a weak one. */
const weaknesses: [what: string, weaken: (sound: Workflow) => unknown, complaint: string][] = [
  [
    'a stranger’s event',
    (sound) => Object.assign(sound.on, { pull_request_target: null }),
    'pull_request_target',
  ],
  [
    'a queue by the caller’s name',
    (sound) => Object.assign(sound, { concurrency: `\${{ github.workflow }}` }),
    'it waits for whoever calls it',
  ],
  [
    'rights for everybody',
    (sound) => Object.assign(sound.permissions, { contents: 'write' }),
    'everybody writes contents',
  ],
  [
    'rights for a job',
    (sound) =>
      Object.assign(sound.jobs, {
        a: { steps: [], uses: './package.json', permissions: { packages: 'write' } },
      }),
    'a writes packages',
  ],
  ['a job without end', (sound) => Object.assign(sound.jobs, { a: { steps: [] } }), 'a may hang for hours'],
  [
    'somebody’s tag',
    (sound) => sound.jobs.test?.steps.push({ uses: 'somebody/action@v1' }),
    'somebody/action@v1',
  ],
  ['a branch', (sound) => sound.jobs.test?.steps.push({ uses: 'actions/cache@main' }), 'actions/cache@main'],
  ['a missing file', (sound) => sound.jobs.test?.steps.push({ uses: './nowhere.yml' }), './nowhere.yml'],
  [
    'a kept token',
    (sound) => sound.jobs.test?.steps.push({ uses: 'actions/checkout@v6' }),
    'the token stays in .git/config',
  ],
  [
    'a script that is not there',
    (sound) => sound.jobs.test?.steps.push({ run: 'npm run tests' }),
    'no script tests',
  ],
  [
    'a name in a command',
    (sound) => sound.jobs.test?.steps.push({ run: `echo \${{ github.head_ref }}` }),
    'an expression inside a command',
  ],
]
describe(`a weakness is found (${weaknesses.length} tried)`, () => {
  test.each(weaknesses)('%s', (_, weaken, complaint) => {
    const sound = workflow.parse(readYaml(join('workflows', 'test.yml')))
    weaken(sound)
    expect(complaintsOf(sound)).toEqual([complaint])
  })
})

// "Syntax for GitHub's form schema"
const input = z.object({
  type: z.enum(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']),
  id: z.string().optional(),
  attributes: z.object({ label: z.string().optional(), value: z.string().optional() }).loose(),
})
const form = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z.array(input),
})
test.each(['bug.yml', 'idea.yml'])('%s is a form that can be filled in', (name) => {
  const { body } = form.parse(readYaml(join('ISSUE_TEMPLATE', name)))
  const ids = body.filter(({ type }) => type !== 'markdown').map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { type, attributes } of body)
    expect(type === 'markdown' ? attributes.value : attributes.label).toBeTruthy()
})

test('the chooser sends a weakness the private way', () => {
  const chooser = z.strictObject({
    blank_issues_enabled: z.literal(false),
    contact_links: z.array(z.strictObject({ name: z.string(), url: z.url(), about: z.string() })).min(1),
  })
  expect(chooser.safeParse(readYaml(join('ISSUE_TEMPLATE', 'config.yml'))).error).toBeUndefined()
})

test('what pages outside the root link to is there', () => {
  const pages = [
    join('.github', 'pull_request_template.md'),
    ...readdirSync(join(root, 'docs')).map((name) => join('docs', name)),
  ]
  const broken = pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => linksOf(readFileSync(join(root, page), 'utf8')).map((target) => ({ page, target })))
    .filter(({ target }) => !/^(https?:|#)/.test(target))
    .filter(({ page, target }) => !existsSync(join(root, page, '..', target.split('#')[0] ?? '')))
  expect(broken).toEqual([])
})
