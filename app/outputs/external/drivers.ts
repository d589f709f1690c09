// The drivers by kind of external output.

import type { OutputTarget } from '../../model/external-outputs/output-target.ts'
import { type ExternalOutputKind, externalOutputKinds } from '../../model/names.ts'
import { createHueDriver } from './hue/hue-driver.ts'
import type { DriverParts, Drivers, OutputDriver } from './output-driver.ts'
import { createWledDriver } from './wled/wled-driver.ts'

/** Of the kinds that this version can show. */
export type SomeDrivers = Partial<Drivers>

export const createDrivers = (): SomeDrivers => ({ hue: createHueDriver, wled: createWledDriver })

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
