// Finds or installs a real Chromium for the tests and the pictures. Prefers Chromium's headless shell, which renders the same
// and opens a page in a third of the time.
import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { withLock } from '../../../scripts/with-lock.ts'
import { installOnDebian, maySetUpDebian, run, say } from '../debian-packages.ts'

/**
 * The path of an installed Chrome, Chromium or Edge, or `CHROMIUM_PATH` from the environment. Installs one if there is none,
 * with a line on stderr. Throws if that fails.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const installed = await installedChromium()
  if (installed) return installed
  return await withLock(join(tmpdir(), 'tally-light-chromium'), async () => {
    const meanwhile = await installedChromium()
    if (meanwhile) return meanwhile
    await install()
    const now = await installedChromium()
    if (!now)
      throw new Error('No Chromium after the installation. Set CHROMIUM_PATH to a Chrome, Chromium or Edge.')
    return now
  })
}

/** Starts it headless and without its own network traffic. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: await chromiumPath(),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // The sandbox does not work as root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

const launched = new Map<'here', Promise<Browser>>()

/** The browser that all tests of this process share; it ends with the process. Close the contexts that you open. */
export function sharedChromium(): Promise<Browser> {
  const browser = launched.get('here') ?? launchChromium()
  launched.set('here', browser)
  return browser
}

async function installedChromium(): Promise<string | null> {
  for (const path of [...usualPlaces(), chromium.executablePath()]) {
    if (await runs(path)) return path
  }
  return null
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'win32': {
      const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      const programs = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe']
      return [...programs, 'Microsoft/Edge/Application/msedge.exe'].flatMap((program) =>
        roots.flatMap((root) => (root ? [join(root, program)] : [])),
      )
    }
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
        ['/Applications', join(homedir(), 'Applications')].map((folder) =>
          join(folder, `${name}.app`, 'Contents/MacOS', name),
        ),
      )
    default: {
      const names = [
        'chromium-headless-shell',
        'google-chrome-stable',
        'google-chrome',
        'chromium',
        'chromium-browser',
        'microsoft-edge',
      ]
      const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
      return names.flatMap((name) => folders.map((folder) => join(folder, name)))
    }
  }
}

const runs = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

// Fonts with Latin, Cyrillic and emoji; without them text is drawn as boxes.
const debianPackages = [
  'chromium-headless-shell',
  'fonts-liberation',
  'fonts-dejavu-core',
  'fonts-noto-color-emoji',
]

async function install(): Promise<void> {
  if (await maySetUpDebian()) {
    say(`No Chrome, Chromium or Edge found: installing ${debianPackages.join(', ')} with apt-get.`)
    await installOnDebian(debianPackages)
  } else {
    say("No Chrome, Chromium or Edge found: downloading Chromium with playwright-core's installer.")
    const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '../cli.js')
    await run(process.execPath, [cli, 'install', 'chromium'])
  }
}
