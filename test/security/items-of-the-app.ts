// Items 11 to 20 of Electron's security checklist (docs, "Security"): navigation, and the app's components.
import { commandNames } from '../../app/contract/channels.ts'
import { safeFuses } from '../../build/fuses.ts'
import {
  all,
  code,
  fact,
  type Item,
  nowhere,
  preference,
  unless,
  withSeen,
  withSource,
} from './checklist-checks.ts'
import type { Evidence } from './checklist-evidence.ts'

const DESKTOP_ACTIONS = 'app/desktop/desktop-actions.ts'
/** The oldest Electron version that was supported when this was written. */
const OLDEST_ELECTRON = 45
const majorOf = (version: string): number => Number(/\d+/.exec(version)?.[0] ?? 0)

/** Whether each method that opens a page first requires that its address is allowed. */
const opensOnlyAllowed = (source: string): boolean =>
  /function requireAllowed\(url: string\) \{\s*if \(!mayOpen\(url\)\) throw /.test(source) &&
  source
    .split(/(?=async \w+\(url)/)
    .filter((method) => method.includes('openExternal'))
    .every((method) => /^async \w+\(url[^)]*\) \{\s*requireAllowed\(url\)\n/.test(method))

export const itemsOfTheApp: Readonly<Record<number, Item>> = {
  11: { title: 'No allowpopups for webviews', ...nowhere(/allowpopups|<webview/, '<webview allowpopups>') },
  12: {
    title: 'Webviews are verified: there is none',
    ...all(preference('webviewTag', false), fact('will-attach-webview', true, false)),
  },
  13: {
    title: 'Navigation is limited',
    ...all(
      fact('will-navigate', true, false),
      fact('will-frame-navigate', true, false),
      fact('will-redirect', true, false),
      preference('navigateOnDragDrop', false),
    ),
  },
  14: {
    title: 'New windows are limited',
    ...all(
      fact('windowOpen', { action: 'deny' }, { action: 'allow' }),
      fact('windowOpen', { action: 'deny' }, null),
    ),
  },
  15: {
    title: 'openExternal gets nothing untrusted',
    ...all(
      {
        complaints: ({ mayOpen, sources }) => [
          ...unless(mayOpen('https://login.microsoftonline.com/'), 'not even the sign-in is opened'),
          ...[
            'https://evil.example/',
            'file:///etc/passwd',
            'ms-msdt:/id',
            'http://login.microsoftonline.com/',
          ].flatMap((address) => unless(!mayOpen(address), `${address} is opened`)),
          ...unless(opensOnlyAllowed(sources[DESKTOP_ACTIONS] ?? ''), 'an address is opened without a check'),
        ],
        weakened: [
          (evidence) => ({ ...evidence, mayOpen: () => true }),
          (evidence) => ({ ...evidence, mayOpen: (address) => address.startsWith('https:') }),
          (evidence) => ({
            ...evidence,
            sources: { ...evidence.sources, [DESKTOP_ACTIONS]: 'await shell.openExternal(url)' },
          }),
          ({ sources, ...evidence }) => {
            const unchecked = sources[DESKTOP_ACTIONS]?.replace(
              /(openSignInPage.*\n\s*)requireAllowed/,
              '$1void',
            )
            return { ...evidence, sources: { ...sources, [DESKTOP_ACTIONS]: unchecked ?? '' } }
          },
        ],
      },
      nowhere(/openExternal/, 'shell.openExternal(url)', DESKTOP_ACTIONS),
    ),
  },
  16: {
    title: 'A current version of Electron',
    complaints: ({ electron: { wanted, locked, installed } }) => [
      ...unless(locked.length === 1, 'there are several'),
      ...[wanted, installed, ...locked].flatMap((version) =>
        unless(majorOf(version) >= OLDEST_ELECTRON, `${version} is old`),
      ),
    ],
    weakened: [
      (evidence) => ({ ...evidence, electron: { ...evidence.electron, wanted: '^41.0.0' } }),
      (evidence) => ({ ...evidence, electron: { ...evidence.electron, locked: ['41.0.0'] } }),
      (evidence) => ({
        ...evidence,
        electron: { ...evidence.electron, locked: [...evidence.electron.locked, '46.0.0'] },
      }),
    ],
  },
  17: {
    title: 'The sender of every IPC message is validated',
    ...all(
      nowhere(
        /ipcMain\s*\.\s*(?:on|once|handle|handleOnce)\(/,
        "ipcMain.on('x', act)",
        'app/outputs/window/window-messages.ts',
      ),
      {
        complaints: ({ sources }) => {
          const source = code(sources['app/outputs/window/window-messages.ts'] ?? '')
          const handlers = source.split('ipcMain.handle(').length - 1
          return unless(
            handlers === 1 && /ipcMain\.handle\([^\n]*\n\s*if \(!isOurWindow\(event\)\) throw/.test(source),
            'a handler does not check the sender',
          )
        },
        weakened: [
          (evidence) =>
            withSource(evidence, 'app/outputs/window/window-messages.ts', "ipcMain.handle('x', act)"),
        ],
      },
    ),
  },
  18: {
    title: 'No file://, but a protocol of its own',
    ...all(
      nowhere(/loadFile\(|['"`]file:|registerFileProtocol/, "window.loadFile('index.html')"),
      fact('url', 'app://tally-light/index.html', 'file:///index.html'),
      {
        complaints: ({ seen }) =>
          seen.schemes.flatMap(({ scheme, privileges }) => [
            ...unless(scheme === 'app', `${scheme} has privileges`),
            ...['bypassCSP', 'allowServiceWorkers', 'corsEnabled', 'stream'].flatMap((name) =>
              unless(!privileges[name], `${scheme} has ${name}`),
            ),
          ]),
        weakened: [
          (evidence) => withSeen(evidence, { schemes: [{ scheme: 'app', privileges: { bypassCSP: true } }] }),
          (evidence) => withSeen(evidence, { schemes: [{ scheme: 'file', privileges: {} }] }),
        ],
      },
    ),
  },
  19: {
    title: 'The fuses',
    complaints: ({ fuses }) =>
      safeFuses.flatMap(([name, value]) =>
        unless(fuses[name] === value, `${name} is ${String(fuses[name])}`),
      ),
    weakened: safeFuses.flatMap(([name, value]) => [
      (evidence: Evidence) => ({ ...evidence, fuses: { ...evidence.fuses, [name]: !value } }),
      (evidence: Evidence) => ({ ...evidence, fuses: { ...evidence.fuses, [name]: undefined } }),
    ]),
  },
  20: {
    title: 'No Electron API is exposed',
    complaints: ({ exposed: { worlds, listenerArgs } }) => [
      ...unless(Object.keys(worlds).join() === 'tally', `on window: ${Object.keys(worlds).join()}`),
      ...Object.values(worlds).flatMap((api) => [
        ...unless(
          Object.keys(api).sort().join() === [...commandNames, 'on'].sort().join(),
          'other commands than the contract’s',
        ),
        ...Object.entries(api).flatMap(([name, member]) =>
          unless(typeof member === 'function', `${name} is no function`),
        ),
      ]),
      ...unless(JSON.stringify(listenerArgs) === '["payload"]', 'a listener is given the event'),
    ],
    weakened: [
      (evidence) => ({
        ...evidence,
        exposed: { ...evidence.exposed, worlds: { ...evidence.exposed.worlds, electron: {} } },
      }),
      (evidence) => ({
        ...evidence,
        exposed: {
          ...evidence.exposed,
          worlds: { tally: { ...evidence.exposed.worlds.tally, ipcRenderer: { send: () => {} } } },
        },
      }),
      (evidence) => ({
        ...evidence,
        exposed: { ...evidence.exposed, listenerArgs: [{ sender: {} }, 'payload'] },
      }),
    ],
  },
}
