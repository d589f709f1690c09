// The evidence for the checklist: the built app's use of Electron, its bundles, its sources and its package.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { parse } from 'yaml'
import { z } from 'zod'
import { mayOpen } from '../../app/desktop/web-pages.ts'
import { POLICY } from '../../app/outputs/window/app-protocol.ts'
import { projectFiles, readProjectFile } from '../support/project-files.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (...names: string[]) => readFileSync(join(root, ...names), 'utf8')

/** The report of preloaded-witness.ts. */
export const seenSchema = z.object({
  sandboxed: z.boolean(),
  preferences: z.record(z.string(), z.unknown()),
  schemes: z.array(z.object({ scheme: z.string(), privileges: z.record(z.string(), z.boolean()) })),
  permissionRequest: z.unknown().optional(),
  setPermissionCheckHandler: z.unknown().optional(),
  setDevicePermissionHandler: z.unknown().optional(),
  windowOpen: z.object({ action: z.string() }).nullable(),
  'will-navigate': z.boolean(),
  'will-frame-navigate': z.boolean(),
  'will-redirect': z.boolean(),
  'will-attach-webview': z.boolean(),
  'will-download': z.boolean(),
  url: z.string(),
})

export interface Evidence {
  seen: z.infer<typeof seenSchema>
  policy: string
  /** The built page and its scripts. */
  page: string
  /** The sources by their paths. */
  sources: Readonly<Record<string, string>>
  mayOpen: (address: string) => boolean
  electron: { wanted: string; locked: readonly string[]; installed: string }
  fuses: Readonly<Record<string, unknown>>
  exposed: Exposed
}

interface Exposed {
  /** The types of the members, by the name on `window`. */
  worlds: Record<string, Record<string, unknown>>
  /** The arguments of a listener, which must not include Electron's event. */
  listenerArgs: readonly unknown[]
}

const sources = (): Record<string, string> =>
  Object.fromEntries(
    projectFiles('app', 'renderer')
      .filter((path) => /\.(?:tsx?|html)$/.test(path))
      .map((path) => [path, readProjectFile(path)]),
  )

/** Runs the built preload with a stand-in for Electron, and records what it exposes to the page. */
function exposedBy(preload: string): Exposed {
  const worlds: Exposed['worlds'] = {}
  const listeners: ((...args: unknown[]) => void)[] = []
  const listenerArgs: unknown[] = []
  const ipcRenderer = {
    invoke: async () => null,
    on: (_channel: string, listener: (...args: unknown[]) => void) => void listeners.push(listener),
    off: () => {},
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: Record<string, unknown>) => {
      worlds[name] = api
    },
  }
  runInNewContext(preload, {
    require: () => ({ ipcRenderer, contextBridge }),
    exports: {},
    module: { exports: {} },
  })
  for (const api of Object.values(worlds))
    if (typeof api.on === 'function') api.on('history', (...args: unknown[]) => listenerArgs.push(...args))
  for (const listener of listeners) listener({ sender: ipcRenderer }, 'payload')
  return { worlds, listenerArgs }
}

const packageSchema = z.object({ version: z.string() })
const ownPackageSchema = z.object({ devDependencies: z.object({ electron: z.string() }) })
const lockSchema = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const builderSchema = z.object({ electronFuses: z.record(z.string(), z.unknown()) })

/** Gathers the evidence from the bundles in out/. */
export function gather(seen: Evidence['seen']): Evidence {
  const lock = lockSchema.parse(JSON.parse(read('package-lock.json')))
  const locked = Object.entries(lock.packages).filter(([name]) =>
    /(?:^|\/)node_modules\/electron$/.test(name),
  )
  const assets = readdirSync(join(root, 'out/renderer/assets')).filter((name) => name.endsWith('.js'))
  return {
    seen,
    policy: POLICY,
    page: [read('out/renderer/index.html'), ...assets.map((name) => read('out/renderer/assets', name))].join(
      '\n',
    ),
    sources: sources(),
    mayOpen,
    electron: {
      wanted: ownPackageSchema.parse(JSON.parse(read('package.json'))).devDependencies.electron,
      locked: locked.map(([, { version }]) => version ?? ''),
      installed: packageSchema.parse(JSON.parse(read('node_modules/electron/package.json'))).version,
    },
    fuses: builderSchema.parse(parse(read('electron-builder.yml'))).electronFuses,
    exposed: exposedBy(read('out/preload/preload.cjs')),
  }
}
