// What no page may do, whatever it holds: leave, open windows, embed others, ask for permissions, reach Node. And what
// nobody may switch on from the command line.
import type { App, CommandLine, Event, Session, WebContents, WebPreferences } from 'electron'
import type { Guard } from '../../model/guard.ts'

/** Every web contents there will ever be ("Security", items 5, 11 to 14). One that cannot be hardened is closed. */
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
 * Every page in Chromium's sandbox, whatever a window asks for; before the app is ready. It takes `--no-sandbox` back
 * (shell/browser/api/electron_api_app.cc), which an AppImage adds where the system has no user namespaces, and without
 * which Chromium ends there at once: then each window asks for its own sandbox, as it always does (pagePreferences).
 */
export function sandboxPages(
  app: Pick<App, 'enableSandbox'> & { commandLine: Pick<CommandLine, 'hasSwitch'> },
): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
}

/** Electron grants permissions and downloads unless somebody says no. */
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

/** What a page is given ("Security", items 2 to 10). Most of it is Electron's default, which a version may change. */
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
  // Where the system has no spelling of its own Chromium fetches its dictionaries from Google (Session,
  // "setSpellCheckerDictionaryDownloadURL"); this program talks to Microsoft alone.
  spellcheck: false,
})

/**
 * What Chromium offers to those who test a browser, and what with an installed program would hand its page, its requests
 * or its tokens to whoever can write a shortcut. The debugger of Node has a fuse; these have none. Not `no-sandbox`: by the time that
 * anything could take it away it has been obeyed, and Linux without user namespaces does not start without it.
 */
export const REFUSED_SWITCHES = [
  // another program steers the page
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  // the page gets out of its box
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'allow-file-access-from-files',
  'js-flags',
  // somebody else answers for Microsoft, or reads what was said
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
