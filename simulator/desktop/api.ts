// The commands of the HTTP API: POST /api/<name>, each with the schema of its body.
import { z } from 'zod'
import { usbLightModels } from '../../app/model/names.ts'
import { zoneName } from '../../app/reading/time-zone.ts'
import type { ElectronDrive } from '../electron/electron.ts'
import { powerEvents } from '../electron/power-monitor.ts'
import {
  type Desktop,
  type DesktopWindow,
  keyringStates,
  notificationPermissions,
  windowActions,
  windowCrashes,
} from './desktop.ts'
import { findEntry } from './menu-path.ts'
import { plugLight } from './usb-lights.ts'

/** A command that cannot be carried out, with the HTTP status of the answer. */
export class Refusal extends Error {
  readonly status: 400 | 404 | 409
  readonly details: object
  constructor(status: 400 | 404 | 409, message: string, details: object = {}) {
    super(message)
    this.status = status
    this.details = details
  }
}

/** Parses the body and carries out the command. Throws a Refusal. */
export type Action = (body: unknown) => void

const nothing = z.object({})
/** A Chromium network error (net/base/net_error_list.h), with the prefix that Electron shows. */
const netErrorSchema = z.string().regex(/^ERR_[A-Z0-9_]+$/)
export const windowId = z.number().int()

/** An action that takes what `schema` parses from the body. */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  act: (body: z.infer<Schema>) => void,
): Action {
  return (body) => {
    const read = schema.safeParse(body)
    if (!read.success) throw new Refusal(400, z.prettifyError(read.error).replaceAll('\n', ' '))
    act(read.data)
  }
}

/** The window with this id; without an id the newest that is not in the background. Throws a Refusal. */
export function windowOf<Window extends DesktopWindow>(windows: readonly Window[], id?: number): Window {
  const window = windows.findLast((one) => (id === undefined ? !one.isBackground() : one.id === id))
  if (!window) throw new Refusal(404, 'There is no such window')
  return window
}

/** The part of ElectronDrive that the actions use. */
type Drive = Pick<ElectronDrive, 'power' | 'trayHost' | 'secondInstance' | 'quit' | 'appearance' | 'timeZone'>

export function createActions(desktop: Desktop, drive: Drive): Record<string, Action> {
  const trayThere = () => {
    if (!desktop.tray) throw new Refusal(409, 'There is no tray icon')
    return desktop.tray
  }

  return {
    'tray-click': action(nothing, () => trayThere().click()),
    'tray-double-click': action(nothing, () => trayThere().doubleClick()),
    'tray-host': action(z.object({ there: z.boolean() }), ({ there }) => drive.trayHost(there)),
    'tray-menu': action(z.object({ open: z.boolean() }), ({ open }) => {
      if (open) trayThere().showMenu()
      else trayThere().closeMenu()
    }),
    menu: action(z.object({ path: z.array(z.string()).min(1) }), ({ path }) => {
      const tray = trayThere()
      if (tray.openMenu?.dead) throw new Refusal(409, 'The open menu was replaced and answers no click')
      const found = findEntry(tray.openMenu?.entries ?? tray.menu(), path)
      switch (found.kind) {
        case 'found':
          if (path.length > 1) tray.crossSubmenu()
          if (tray.openMenu) tray.closeMenu()
          return found.entry.activate()
        case 'missing':
          throw new Refusal(404, `No menu entry "${found.name}"`, { available: found.available })
        case 'disabled':
          throw new Refusal(409, `The menu entry "${found.name}" is disabled`, { available: found.available })
        default:
          throw found satisfies never
      }
    }),
    power: action(z.object({ event: z.enum(powerEvents) }), ({ event }) => drive.power(event)),
    network: action(
      z
        .object({
          online: z.boolean().optional(),
          said: z.boolean().nullable().optional(),
          error: netErrorSchema.nullable().optional(),
        })
        .refine((body) => Object.keys(body).length > 0, 'online, said or error'),
      ({ online = desktop.online, said = desktop.reportedOnline, error = desktop.netError }) => {
        desktop.online = online
        desktop.reportedOnline = said
        desktop.netError = error
      },
    ),
    idle: action(z.object({ seconds: z.number().min(0) }), ({ seconds }) => {
      desktop.idleSeconds = seconds
    }),
    microphone: action(
      z.object({ program: z.string().min(1).max(100), on: z.boolean() }),
      ({ program, on }) => {
        const others = desktop.recording.filter((one) => one !== program)
        desktop.recording = on ? [...others, program] : others
      },
    ),
    shortcut: action(z.object({ accelerator: z.string().min(1).max(60) }), ({ accelerator }) => {
      const press = desktop.shortcuts.get(accelerator)
      if (!press)
        throw new Refusal(404, 'The app has no such shortcut', { available: [...desktop.shortcuts.keys()] })
      press()
    }),
    'taken-shortcut': action(
      z.object({ accelerator: z.string().min(1).max(60), taken: z.boolean() }),
      ({ accelerator, taken }) => {
        if (taken) desktop.takenShortcuts.add(accelerator)
        else desktop.takenShortcuts.delete(accelerator)
      },
    ),
    usb: action(
      z.object({
        model: z.enum(usbLightModels),
        plugged: z.boolean(),
        opens: z.boolean().default(true),
        fails: z.boolean().default(false),
      }),
      ({ model, plugged, opens, fails }) => {
        const others = desktop.usbLights.filter((light) => light.model !== model)
        const same = desktop.usbLights.find((light) => light.model === model)
        const changed = same ? { ...same, opens, fails } : plugLight(model, opens, fails)
        desktop.usbLights = plugged ? [...others, changed] : others
      },
    ),
    'second-instance': action(
      z.object({ args: z.array(z.string()).default([]), data: z.unknown().optional() }),
      ({ args, data }) => drive.secondInstance(args, data),
    ),
    'login-item': action(z.object({ allowed: z.boolean() }), ({ allowed }) => {
      if (!desktop.allowLoginItems) throw new Refusal(409, 'Login items are files on this system')
      desktop.allowLoginItems(allowed)
    }),
    quit: action(nothing, drive.quit),
    keyring: action(
      z
        .object({ state: z.enum(keyringStates).optional(), fails: z.boolean().optional() })
        .refine((body) => Object.keys(body).length > 0, 'state or fails'),
      ({ state = desktop.keyring, fails = desktop.keyringFails }) => {
        desktop.keyring = state
        desktop.keyringFails = fails
      },
    ),
    appearance: action(
      z.object({
        dark: z.boolean().optional(),
        taskbarDark: z.boolean().optional(),
        highContrast: z.boolean().optional(),
      }),
      drive.appearance,
    ),
    'time-zone': action(
      z.object({ zone: z.string().refine((name) => zoneName(name) !== null) }),
      ({ zone }) => drive.timeZone(zone),
    ),
    'save-dialog': action(z.object({ path: z.string().nullable() }), ({ path }) => {
      desktop.savePath = path
    }),
    'notification-permission': action(z.object({ state: z.enum(notificationPermissions) }), ({ state }) => {
      desktop.notificationPermission = state
    }),
    notification: action(
      z.object({ index: z.number().int().min(0), action: z.enum(['click', 'close']) }),
      ({ index, action: wanted }) => {
        const notification = desktop.notifications[index]
        if (!notification) throw new Refusal(404, 'There is no such notification')
        notification[wanted]()
      },
    ),
    window: action(
      z.object({ id: windowId.optional(), action: z.enum(windowActions) }),
      ({ id, action: wanted }) => windowOf(desktop.windows, id).act(wanted),
    ),
    'crash-window': action(z.object({ how: z.enum(windowCrashes).default('crash') }), ({ how }) =>
      windowOf(desktop.windows, undefined).crash(how),
    ),
  }
}
