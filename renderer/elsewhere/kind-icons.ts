// The icon of each kind of output.
import {
  GlobeRegular,
  HomeRegular,
  LightbulbRegular,
  LineStyleRegular,
  UsbStickRegular,
  WindowConsoleRegular,
} from '@fluentui/react-icons'
import type { ComponentType } from 'react'
import type { ExternalOutputKind } from '../../app/model/names.ts'

export const kindIcons: Readonly<Record<ExternalOutputKind, ComponentType>> = {
  mqtt: HomeRegular,
  'web-request': GlobeRegular,
  program: WindowConsoleRegular,
  hue: LightbulbRegular,
  wled: LineStyleRegular,
  usb: UsbStickRegular,
}
