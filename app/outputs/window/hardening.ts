// What no page may do: navigate, open windows, embed others, get permissions, use Node. And which command-line switches an
// installed program ignores.
import type { App, CommandLine, Event, Session, WebContents, WebPreferences } from 'electron'
import type { Guard } from '../../model/guard.ts'

/** Hardens every WebContents when it is created ("Security", items 5, 11 to 14). One that cannot be hardened is closed. */
export function hardenContents(app: Pick<App, 'on'>, guard: Guard): void {
  const harden = (contents: WebContents) => {
    const refuse = guard('Keeping a page where it is', (event: Pick<Event, 'preventDefault'>) =>
      event.preventDefault(),
    )
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', refuse)
    contents.on('will-frame-navigate', refuse)
    contents.on('will-redirect', refuse)
    contents.on('will-attach-webview', refuse)
  }
  const hardenOrClose = guard('Hardening a page', (_event: unknown, contents: WebContents) => {
    try {
      harden(contents)
    } catch (error) {
      contents.close()
      throw error
    }
  })
  app.on('web-contents-created', hardenOrClose)
}

/**
 * Puts every page into Chromium's sandbox; to be called before the app is ready. It would undo `--no-sandbox`
 * (shell/browser/api/electron_api_app.cc), which an AppImage adds if the system has no user namespaces, and without which
 * Chromium ends there at once: then each window asks for its own sandbox, as it always does (pagePreferences).
 */
export function sandboxPages(
  app: Pick<App, 'enableSandbox'> & { commandLine: Pick<CommandLine, 'hasSwitch'> },
): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}

/** By default Electron grants permissions and allows downloads. */
export function hardenSession(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
  >,
  guard: Guard,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on(
    'will-download',
    guard('Refusing a download', (event) => event.preventDefault()),
  )
}

/** The webPreferences of a page ("Security", items 2 to 10). Most are Electron's defaults, which a version may change. */
export const pagePreferences = (preload: string, devTools: boolean): WebPreferences => ({
  preload,
  devTools,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // If the system has no spell checker, Chromium downloads dictionaries from Google (Session,
  // "setSpellCheckerDictionaryDownloadURL"); this program connects to Microsoft only.
  spellcheck: false,
})

/**
 * Switches for testing a browser. In an installed program they would give its page, requests or tokens to whoever can
 * write a shortcut. Node's debugger has a fuse; these have none. Not `no-sandbox`: it has taken effect before anything
 * could remove it, and Linux without user namespaces needs it.
 */
export const REFUSED_SWITCHES = [
  // another program controls the page
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  // the page escapes its restrictions
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'allow-file-access-from-files',
  'js-flags',
  // another server answers as Microsoft, or the connections are recorded
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'ssl-key-log-file',
  'log-net-log',
  'net-log-capture-mode',
] as const

/** Must be called before the app is ready: Chromium reads most of its switches only then (app, "commandLine"). */
export function hardenCommandLine(commandLine: Pick<CommandLine, 'removeSwitch'>): void {
  for (const name of REFUSED_SWITCHES) commandLine.removeSwitch(name)
}
