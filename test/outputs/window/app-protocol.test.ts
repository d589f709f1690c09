// app://tally-light/ serves the window's files, and nothing else whatever the address.
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POLICY, serveWindow } from '../../../app/outputs/window/app-protocol.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const SECRET = 'not for the window'

async function served() {
  const outer = await temporaryFolder()
  const folder = join(outer, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await mkdir(join(outer, 'renderer-other'))
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'assets', 'index.js'), '1')
  for (const name of ['secret.js', 'secret.html', 'tokens', join('renderer-other', 'secret.js')])
    await writeFile(join(outer, name), SECRET)
  await writeFile(join(folder, 'notes.txt'), SECRET)
  let answer = async (_request: Request): Promise<Response> => new Response()
  serveWindow(
    {
      handle(_scheme, handler) {
        answer = async (request) => handler(request)
      },
    },
    folder,
  )
  // Node's Request rejects addresses that Chromium passes on; only these two properties are read.
  const ask = (url: string, method = 'GET') => answer({ url, method } as Request)
  return { ask, outer, folder }
}

test('serves the window’s files with the policy', async () => {
  const { ask } = await served()
  for (const name of ['index.html', 'assets/index.js', 'assets/../index.html']) {
    const response = await ask(`app://tally-light/${name}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toBe(POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

const TRIED = 3000
const UPWARDS = [
  '..',
  '%2e%2e',
  '%2E.',
  '..%2f',
  '..%5c',
  '%252e%252e',
  '\\..',
  '..;',
  '%00',
  '%',
  '%c0%ae%c0%ae',
  '.',
]
const TARGETS = [
  'secret.js',
  'secret.html',
  'tokens',
  'renderer-other/secret.js',
  'notes.txt',
  'etc/passwd',
  'index.js',
  '',
]
const upwards = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...UPWARDS) },
  { weight: 1, arbitrary: fc.string() },
)
const host = fc.oneof(
  { weight: 4, arbitrary: fc.constant('tally-light') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('tally-light.', 'TALLY-LIGHT', 'evil', 'x@tally-light', 'tally-light:1'),
  },
)
const address = fc
  .tuple(host, fc.array(upwards, { maxLength: 4 }), fc.constantFrom(...TARGETS))
  .map(([name, way, target]) => `app://${name}/${[...way, target].join('/')}`)

test(`serves nothing else, and no address throws (${TRIED} tried)`, async () => {
  const { ask } = await served()
  await fc.assert(
    fc.asyncProperty(address, fc.constantFrom('GET', 'POST', 'HEAD'), async (url, method) => {
      const response = await ask(url, method)
      expect(await response.text()).not.toContain(SECRET)
      if (response.status === 200) expect(method).toBe('GET')
    }),
    { numRuns: TRIED },
  )
})

test('serves no folder and no file of another type', async () => {
  const { ask, outer, folder } = await served()
  await mkdir(join(folder, 'folder.js'))
  await symlink(join(outer, 'nowhere'), join(folder, 'gone.js'))
  for (const name of ['', 'assets', 'folder.js', 'notes.txt', 'gone.js', 'none.js'])
    expect((await ask(`app://tally-light/${name}`)).status, name).toBe(404)
})
