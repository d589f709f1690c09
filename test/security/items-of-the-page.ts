// Items 1 to 10 of Electron's security checklist (docs, "Security"): the page and its preferences.
import {
  all,
  fact,
  type Item,
  nowhere,
  preference,
  unless,
  withPreference,
  withSeen,
} from './checklist-checks.ts'
import type { Evidence } from './checklist-evidence.ts'

const directivesOf = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy
      .split(';')
      .map((one) => one.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values]),
  )

/** The exact directives of the policy. */
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
    const directives = directivesOf(evidence.policy)
    return [
      ...Object.entries(POLICY_ASKED).flatMap(([name, value]) =>
        unless(directives.get(name)?.join(' ') === value, `${name} is not ${value}`),
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

export const itemsOfThePage: Readonly<Record<number, Item>> = {
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
      unless(!('enableBlinkFeatures' in seen.preferences), 'enableBlinkFeatures is set'),
    weakened: [(evidence) => withPreference(evidence, 'enableBlinkFeatures', 'CSSVariables')],
  },
}
