// Electron's security checklist (docs, "Security"), item by item: what is asked of the evidence, and ways to weaken it that
// have to be noticed.
import { commandNames } from '../../app/channels.ts'
import type { Evidence } from './evidence.ts'

export interface Item {
  /** As the checklist words it, in short. */
  title: string
  /** What is wrong; nothing is good. */
  complaints: (evidence: Evidence) => readonly string[]
  weakened: readonly ((evidence: Evidence) => Evidence)[]
}

const unless = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint])

/** A preference of the page that has to be said, so that no default of another Electron decides it. */
const preference = (name: string, value: boolean): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ seen }) =>
    unless(seen.preferences[name] === value, `${name} is ${String(seen.preferences[name])}`),
  weakened: [
    (evidence) => withPreference(evidence, name, !value),
    (evidence) => withPreference(evidence, name, undefined),
  ],
})

const withPreference = (evidence: Evidence, name: string, value: unknown): Evidence => ({
  ...evidence,
  seen: { ...evidence.seen, preferences: { ...evidence.seen.preferences, [name]: value } },
})
const withSeen = (evidence: Evidence, change: Partial<Evidence['seen']>): Evidence => ({
  ...evidence,
  seen: { ...evidence.seen, ...change },
})
const withSource = (evidence: Evidence, path: string, line: string): Evidence => ({
  ...evidence,
  sources: { ...evidence.sources, [path]: `${evidence.sources[path] ?? ''}\n${line}\n` },
})

/** Several checks as one. */
const all = (
  ...parts: readonly Pick<Item, 'complaints' | 'weakened'>[]
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: (evidence) => parts.flatMap(({ complaints }) => complaints(evidence)),
  weakened: parts.flatMap(({ weakened }) => weakened),
})

/** A fact of `seen` that has to be so. */
const fact = <Name extends keyof Evidence['seen']>(
  name: Name,
  value: Evidence['seen'][Name],
  weak: Evidence['seen'][Name],
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ seen }) =>
    unless(JSON.stringify(seen[name]) === JSON.stringify(value), `${name} is not ${JSON.stringify(value)}`),
  weakened: [(evidence) => withSeen(evidence, { [name]: weak })],
})

/** What no source may say, but for those named. */
const nowhere = (
  words: RegExp,
  line: string,
  ...but: readonly string[]
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ sources }) =>
    Object.entries(sources).flatMap(([path, text]) =>
      but.includes(path) || !words.test(code(text)) ? [] : [`${path}: ${words}`],
    ),
  weakened: [
    (evidence) => withSource(evidence, 'renderer/main.tsx', line),
    (evidence) => withSource(evidence, 'app/main.ts', line),
  ],
})

/** A source without its comments. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '')

const directivesOf = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy
      .split(';')
      .map((one) => one.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values]),
  )

/** The policy's directives, each exactly so. */
const POLICY_ASKED: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

const policy: Pick<Item, 'complaints' | 'weakened'> = {
  complaints: (evidence) => {
    const said = directivesOf(evidence.policy)
    return [
      ...Object.entries(POLICY_ASKED).flatMap(([name, value]) =>
        unless(said.get(name)?.join(' ') === value, `${name} is not ${value}`),
      ),
      ...unless(
        !/unsafe-eval|unsafe-hashes|wasm|https?:|\*/.test(evidence.policy),
        'it lets in what it should not',
      ),
    ]
  },
  weakened: [
    ...Object.entries(POLICY_ASKED).map(([name, value]) => (evidence: Evidence) => ({
      ...evidence,
      policy: evidence.policy.replace(`${name} ${value}`, `${name} *`),
    })),
    (evidence) => ({
      ...evidence,
      policy: evidence.policy.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
    }),
    (evidence) => ({ ...evidence, policy: `${evidence.policy}; connect-src https://evil.example` }),
    (evidence) => ({ ...evidence, policy: '' }),
  ],
}

const FUSES_ASKED: Readonly<Record<string, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
}

const OUTSIDE = 'app/desktop/outside.ts'
/** The oldest whose Chromium and Node.js still get mended, by the day this was written. */
const OLDEST_ELECTRON = 45
const majorOf = (version: string): number => Number(/\d+/.exec(version)?.[0] ?? 0)

export const checklist: Readonly<Record<number, Item>> = {
  1: {
    title: 'Only load secure content',
    ...all(
      {
        complaints: ({ seen, page }) => [
          ...unless(seen.url.startsWith('app://tally-light/'), `the window shows ${seen.url}`),
          ...unless(
            !/(?:src|href)="(?:https?:)?\/\//.test(page),
            'the page takes something from the network',
          ),
        ],
        weakened: [
          (evidence) => withSeen(evidence, { url: 'http://example.com/' }),
          (evidence) => ({
            ...evidence,
            page: `${evidence.page}<script src="http://example.com/x.js"></script>`,
          }),
        ],
      },
      nowhere(
        /['"`](?:http|ws|ftp):\/\/(?!localhost|127\.0\.0\.1|www\.w3\.org)/,
        "fetch('http://example.com/')",
      ),
    ),
  },
  2: {
    title: 'No Node.js integration',
    ...all(
      preference('nodeIntegration', false),
      preference('nodeIntegrationInWorker', false),
      preference('nodeIntegrationInSubFrames', false),
    ),
  },
  3: { title: 'Context isolation', ...preference('contextIsolation', true) },
  4: { title: 'Process sandboxing', ...all(preference('sandbox', true), fact('sandboxed', true, false)) },
  5: {
    title: 'Permission requests are handled',
    ...all(
      fact('permissionRequest', false, true),
      fact('permissionRequest', false, 'never answered'),
      fact('setPermissionCheckHandler', false, true),
      fact('setDevicePermissionHandler', false, null),
      fact('will-download', true, false),
    ),
  },
  6: { title: 'webSecurity stays on', ...preference('webSecurity', true) },
  7: { title: 'A Content Security Policy', ...policy },
  8: { title: 'No insecure content', ...preference('allowRunningInsecureContent', false) },
  9: { title: 'No experimental features', ...preference('experimentalFeatures', false) },
  10: {
    title: 'No enableBlinkFeatures',
    complaints: ({ seen }) =>
      unless(!('enableBlinkFeatures' in seen.preferences), 'enableBlinkFeatures is said'),
    weakened: [(evidence) => withPreference(evidence, 'enableBlinkFeatures', 'CSSVariables')],
  },
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
          ...unless(
            /if \(!mayOpen\(url\)\) throw[^\n]*\n\s*await shell\.openExternal\(url\)/.test(
              sources[OUTSIDE] ?? '',
            ),
            'nobody asks whether it may be opened',
          ),
        ],
        weakened: [
          (evidence) => ({ ...evidence, mayOpen: () => true }),
          (evidence) => ({ ...evidence, mayOpen: (address) => address.startsWith('https:') }),
          (evidence) => ({
            ...evidence,
            sources: { ...evidence.sources, [OUTSIDE]: 'await shell.openExternal(url)' },
          }),
        ],
      },
      nowhere(/openExternal/, 'shell.openExternal(url)', OUTSIDE),
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
        'app/desktop/window-messages.ts',
      ),
      {
        complaints: ({ sources }) => {
          const door = code(sources['app/desktop/window-messages.ts'] ?? '')
          const handlers = door.split('ipcMain.handle(').length - 1
          return unless(
            handlers === 1 && /ipcMain\.handle\([^\n]*\n\s*if \(!isOurWindow\(event\)\) throw/.test(door),
            'a handler does not ask who asks',
          )
        },
        weakened: [
          (evidence) => withSource(evidence, 'app/desktop/window-messages.ts', "ipcMain.handle('x', act)"),
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
      Object.entries(FUSES_ASKED).flatMap(([name, value]) =>
        unless(fuses[name] === value, `${name} is ${String(fuses[name])}`),
      ),
    weakened: Object.entries(FUSES_ASKED).flatMap(([name, value]) => [
      (evidence: Evidence) => ({ ...evidence, fuses: { ...evidence.fuses, [name]: !value } }),
      (evidence: Evidence) => ({ ...evidence, fuses: { ...evidence.fuses, [name]: undefined } }),
    ]),
  },
  20: {
    title: 'No Electron API is exposed',
    complaints: ({ exposed: { worlds, heard } }) => [
      ...unless(Object.keys(worlds).join() === 'tally', `on window: ${Object.keys(worlds).join()}`),
      ...Object.values(worlds).flatMap((api) => [
        ...unless(
          Object.keys(api).sort().join() === [...commandNames, 'on'].sort().join(),
          'other verbs than the contract’s',
        ),
        ...Object.entries(api).flatMap(([name, member]) =>
          unless(typeof member === 'function', `${name} is no function`),
        ),
      ]),
      ...unless(JSON.stringify(heard) === '["payload"]', 'a listener is given the event'),
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
      (evidence) => ({ ...evidence, exposed: { ...evidence.exposed, heard: [{ sender: {} }, 'payload'] } }),
    ],
  },
}
