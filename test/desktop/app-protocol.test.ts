// app://tally-light/ hands out the window's own files, and nothing else however it is asked.
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { POLICY, serveWindow } from '../../app/desktop/app-protocol.ts'
import { temporaryFolder } from '../temporary-folder.ts'

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
  // Node's Request refuses what Chromium would hand over: only these two are read.
  const ask = (url: string, method = 'GET') => answer({ url, method } as Request)
  return { ask, outer, folder }
}

test('its own files, under the policy', async () => {
  const { ask } = await served()
  for (const name of ['index.html', 'assets/index.js', 'assets/../index.html']) {
    const response = await ask(`app://tally-light/${name}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toBe(POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

const TRIED = 3000
const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
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
  ),
  fc.constantFrom(
    'secret.js',
    'secret.html',
    'tokens',
    'renderer',
    'renderer-other',
    'assets',
    'index.js',
    'notes.txt',
    'etc',
    'passwd',
  ),
  fc.string(),
)
const address = fc
  .tuple(
    fc.constantFrom('tally-light', 'tally-light.', 'TALLY-LIGHT', 'evil', 'x@tally-light', 'tally-light:1'),
    fc.array(piece, { maxLength: 8 }),
  )
  .map(([host, pieces]) => `app://${host}/${pieces.join('/')}`)

test(`nothing else, and no address throws (${TRIED} tried)`, async () => {
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

test('nor a folder, nor what has no type of ours', async () => {
  const { ask, outer, folder } = await served()
  await mkdir(join(folder, 'folder.js'))
  await symlink(join(outer, 'nowhere'), join(folder, 'gone.js'))
  for (const name of ['', 'assets', 'folder.js', 'notes.txt', 'gone.js', 'none.js'])
    expect((await ask(`app://tally-light/${name}`)).status, name).toBe(404)
})
