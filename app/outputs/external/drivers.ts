// The drivers by kind of external output.
import { homedir, hostname } from 'node:os'
import type { OutputTarget } from '../../model/external-outputs/output-target.ts'
import { type ExternalOutputKind, externalOutputKinds } from '../../model/names.ts'
import { findBridge } from './find-devices.ts'
import { createHueDriver } from './hue/hue-driver.ts'
import { createMqttDriver, type MqttParts } from './mqtt/mqtt-driver.ts'
import type { DriverParts, Drivers, OutputDriver } from './output-driver.ts'
import { createProgramDriver } from './program/program-driver.ts'
import { createUsbDriver, type UsbDriverParts } from './usb/usb-driver.ts'
import type { UsbWindowParts } from './usb/usb-window.ts'
import type { RequestNet } from './web-request/secure-request.ts'
import { webRequestDriver } from './web-request/web-request-driver.ts'
import { createWledDriver } from './wled/wled-driver.ts'

/** Of the kinds that this version can show. */
export type SomeDrivers = Partial<Drivers>

export interface DriverSources extends Omit<MqttParts, 'computer'>, Omit<UsbDriverParts, 'openPage'> {
  net: RequestNet
  /** Of the page of the USB lights. */
  usbWindow: UsbWindowParts
}

export function createDrivers({ net, usbWindow, ...parts }: DriverSources): Drivers {
  return {
    mqtt: createMqttDriver({ ...parts, computer: `${hostname()} ${homedir()}` }),
    'web-request': webRequestDriver(net),
    program: createProgramDriver,
    hue: createHueDriver(findBridge),
    wled: createWledDriver,
    usb: createUsbDriver({
      ...parts,
      openPage: async (events) => (await import('./usb/usb-window.ts')).openUsbPage(usbWindow, events),
    }),
  }
}

export const kindsOf = (drivers: SomeDrivers): ExternalOutputKind[] =>
  externalOutputKinds.filter((kind) => drivers[kind] !== undefined)

type SharedParts = Omit<DriverParts<ExternalOutputKind>, 'target' | 'secrets'> & {
  secrets: DriverParts<'mqtt'>['secrets'] &
    DriverParts<'web-request'>['secrets'] &
    DriverParts<'hue'>['secrets']
}

/** Throws for a kind without a driver. */
export function createDriverFor(
  drivers: SomeDrivers,
  target: OutputTarget,
  shared: SharedParts,
): OutputDriver {
  const driver = driverFor(drivers, target, shared)
  if (!driver) throw new Error(`There is no driver for ${target.kind}`)
  return driver
}

function driverFor(
  drivers: SomeDrivers,
  target: OutputTarget,
  shared: SharedParts,
): OutputDriver | undefined {
  switch (target.kind) {
    case 'mqtt':
      return drivers.mqtt?.({ ...shared, target })
    case 'web-request':
      return drivers['web-request']?.({ ...shared, target })
    case 'program':
      return drivers.program?.({ ...shared, target })
    case 'hue':
      return drivers.hue?.({ ...shared, target })
    case 'wled':
      return drivers.wled?.({ ...shared, target })
    case 'usb':
      return drivers.usb?.({ ...shared, target })
    default:
      return target satisfies never
  }
}
