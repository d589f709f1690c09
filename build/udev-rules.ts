// The udev rules for the USB lights: on Linux a user may not write to a HID device without one.
import { usbLightModels, usbLightTitles } from '../app/model/names.ts'
import { usbLights } from '../app/outputs/external/usb/usb-light-models.ts'

const hex = (id: number) => id.toString(16).padStart(4, '0')

/**
 * The content of build/linux/70-tally-light.rules. `uaccess` gives a device to the user who sits at the computer; it has to be
 * set before 73-seat-late.rules (systemd, "sd-login").
 */
export function udevRules(): string {
  const lines = usbLightModels.flatMap((model) => {
    return [
      `# ${usbLightTitles[model]}`,
      ...usbLights[model].ids.map(
        ({ vendorId, productId }) =>
          `SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${hex(vendorId)}", ATTRS{idProduct}=="${hex(productId)}", TAG+="uaccess"`,
      ),
    ]
  })
  return `${['# USB lights of Tally Light: the user at the computer may write to them.', ...lines].join('\n')}\n`
}
