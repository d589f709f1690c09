// The default label and submenu of each menu item role (Electron: lib/browser/api/menu-item-roles.ts).
import type { MenuItemConstructorOptions } from 'electron'
import type { SystemName } from '../../desktop/system.ts'

interface Role {
  label: string
  submenu?: MenuItemConstructorOptions[]
}

const separator = { type: 'separator' } as const

const plain: Readonly<Record<string, string>> = {
  copy: 'Copy',
  cut: 'Cut',
  delete: 'Delete',
  forcereload: 'Force Reload',
  front: 'Bring All to Front',
  help: 'Help',
  hideothers: 'Hide Others',
  minimize: 'Minimize',
  paste: 'Paste',
  pasteandmatchstyle: 'Paste and Match Style',
  redo: 'Redo',
  reload: 'Reload',
  resetzoom: 'Actual Size',
  selectall: 'Select All',
  services: 'Services',
  showsubstitutions: 'Show Substitutions',
  startspeaking: 'Start Speaking',
  stopspeaking: 'Stop Speaking',
  toggledevtools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  togglesmartdashes: 'Smart Dashes',
  togglesmartquotes: 'Smart Quotes',
  toggletextreplacement: 'Text Replacement',
  undo: 'Undo',
  unhide: 'Show All',
  window: 'Window',
  zoom: 'Zoom',
  zoomin: 'Zoom In',
  zoomout: 'Zoom Out',
}

const ofEditing = (mac: boolean): MenuItemConstructorOptions[] => [
  { role: 'undo' },
  { role: 'redo' },
  separator,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  ...(mac ? onMac : [{ role: 'delete' } as const, separator, { role: 'selectAll' } as const]),
]

const onMac: MenuItemConstructorOptions[] = [
  { role: 'pasteAndMatchStyle' },
  { role: 'delete' },
  { role: 'selectAll' },
  separator,
  {
    label: 'Substitutions',
    submenu: [
      { role: 'showSubstitutions' },
      separator,
      { role: 'toggleSmartQuotes' },
      { role: 'toggleSmartDashes' },
      { role: 'toggleTextReplacement' },
    ],
  },
  { label: 'Speech', submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] },
]

const ofViewing: MenuItemConstructorOptions[] = [
  { role: 'reload' },
  { role: 'forceReload' },
  { role: 'toggleDevTools' },
  separator,
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  separator,
  { role: 'togglefullscreen' },
]

const ofTheApp: MenuItemConstructorOptions[] = [
  { role: 'about' },
  separator,
  { role: 'services' },
  separator,
  { role: 'hide' },
  { role: 'hideOthers' },
  { role: 'unhide' },
  separator,
  { role: 'quit' },
]

/** Looks a role up, ignoring letter case; undefined for a role that Electron does not have. */
export function createRoles(system: SystemName, appName: string): (role: string) => Role | undefined {
  const mac = system === 'macos'
  const quit = { macos: `Quit ${appName}`, windows: 'Exit' }
  const roles: Record<string, Role> = {
    about: { label: mac || system === 'windows' ? `About ${appName}` : 'About' },
    close: { label: mac ? 'Close Window' : 'Close' },
    hide: { label: `Hide ${appName}` },
    quit: { label: system === 'macos' || system === 'windows' ? quit[system] : 'Quit' },
    appmenu: { label: appName, submenu: ofTheApp },
    filemenu: { label: 'File', submenu: [{ role: mac ? 'close' : 'quit' }] },
    editmenu: { label: 'Edit', submenu: ofEditing(mac) },
    viewmenu: { label: 'View', submenu: ofViewing },
    windowmenu: {
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        { role: 'zoom' },
        ...(mac ? [separator, { role: 'front' } as const] : [{ role: 'close' } as const]),
      ],
    },
  }
  for (const [name, label] of Object.entries(plain)) roles[name] = { label }
  return (role) => (Object.hasOwn(roles, role.toLowerCase()) ? roles[role.toLowerCase()] : undefined)
}

/** The application menu of an app that sets none (lib/browser/default-menu.ts). */
export const defaultMenu = (system: SystemName): MenuItemConstructorOptions[] => [
  ...(system === 'macos' ? [{ role: 'appMenu' } as const] : []),
  { role: 'fileMenu' },
  { role: 'editMenu' },
  { role: 'viewMenu' },
  { role: 'windowMenu' },
]
