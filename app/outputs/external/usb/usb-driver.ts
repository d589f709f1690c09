// The external outputs for USB lights. They share one page, which runs while there is such an output.

import { usbLightTitles } from '../../../model/names.ts'
import { type Problem, safeDetail } from '../../../model/problems/problem.ts'
import { type CreateDriver, type DriverParts, OutputError } from '../output-driver.ts'
import { commandsFor, coversModel, type ShownByOutput, usbModelOf } from './usb-commands.ts'
import type { UsbId } from './usb-light-models.ts'
import { createUsbPageHost, type UsbPageHostParts } from './usb-page-host.ts'
import type { UsbResult } from './usb-page-messages.ts'

export type UsbDriverParts = Pick<UsbPageHostParts, 'openPage' | 'platform' | 'clock' | 'guard' | 'log'>

/** After a failed report, before the light is sent again. */
const SEND_AGAIN_MS = 1000

const none: Problem = { kind: 'output-usb-none', next: 'waits' }

interface UsbOutput {
  parts: Pick<DriverParts<'usb'>, 'target' | 'sendAgain' | 'onLost'>
  /** Null until its first message. */
  shown: ShownByOutput | null
  /** Whether its last message was confirmed and its lights have not been lost since. */
  isShown: boolean
  isSending: boolean
  /** The devices changed while a message was sent, which may not have reached all of them. */
  isOutdated: boolean
}

/** Drivers with the same page. `clock`, `guard` and `log` are the page's. */
export function createUsbDriver(parts: UsbDriverParts): CreateDriver<'usb'> {
  const { clock, platform } = parts
  /** In the order of their last messages. */
  const outputs = new Set<UsbOutput>()
  const host = createUsbPageHost({
    ...parts,
    onBack: () => sendAgain([...outputs]),
    onDevices(devices) {
      const used = (output: UsbOutput) => devices.some((device) => uses(output, device))
      for (const output of outputs) if (!used(output)) lose(output, none)
      sendAgain([...outputs].filter((output) => output.isSending || used(output)))
    },
    onFailed(device, detail) {
      const affected = [...outputs].filter((output) => uses(output, device))
      for (const output of affected) lose(output, failedProblem(device, detail))
      clock.after(SEND_AGAIN_MS, () => sendAgain(affected.filter((output) => outputs.has(output))))
    },
    onGone(problem) {
      for (const output of outputs) lose(output, problem)
    },
  })

  const shownInOrder = () => [...outputs].flatMap(({ shown }) => (shown ? [shown] : []))

  function lose(output: UsbOutput, problem: Problem) {
    if (!output.isShown) return
    output.isShown = false
    output.parts.onLost(problem)
  }

  /** After a running message, since `sendAgain` has no effect before its end. */
  function sendAgain(those: readonly UsbOutput[]) {
    for (const output of those) {
      if (output.isSending) output.isOutdated = true
      else if (output.shown) output.parts.sendAgain()
    }
  }

  function endSending(output: UsbOutput) {
    output.isSending = false
    if (!output.isOutdated) return
    output.isOutdated = false
    clock.after(0, () => outputs.has(output) && sendAgain([output]))
  }

  function problemOf({ outcome, detail, ...device }: UsbResult): Problem | null {
    switch (outcome) {
      case 'shown':
        return null
      case 'not-opened':
        // Linux opens a device for any number of programs (hidraw), so what is missing is the permission.
        return {
          kind: platform === 'linux' ? 'output-usb-not-allowed' : 'output-usb-in-use',
          next: 'retries',
          device: nameOf(device),
        }
      case 'not-sent':
        return failedProblem(device, detail)
      default:
        return outcome satisfies never
    }
  }

  return (driver) => {
    const { target } = driver
    const output: UsbOutput = {
      parts: driver,
      shown: null,
      isShown: false,
      isSending: false,
      isOutdated: false,
    }
    outputs.add(output)
    host.start()
    return {
      async send({ lamp }, signal) {
        output.shown = { models: target.models, lamp }
        outputs.delete(output)
        outputs.add(output)
        output.isShown = false
        output.isSending = true
        try {
          const results = await host.show(commandsFor(shownInOrder()), signal)
          const mine = results.filter((device) => uses(output, device))
          const [problem] = mine.map(problemOf).filter((found) => found !== null)
          if (problem) throw new OutputError(problem)
          if (mine.length === 0) throw new OutputError(none)
          output.isShown = true
        } finally {
          endSending(output)
        }
      },
      stop() {
        outputs.delete(output)
        if (outputs.size === 0) host.stop()
        // Another output may use the same lights.
        else sendAgain([...outputs])
      },
    }
  }
}

function uses({ parts }: UsbOutput, device: UsbId): boolean {
  const model = usbModelOf(device)
  return model !== null && coversModel(parts.target, model)
}

function nameOf(device: UsbId): string {
  const model = usbModelOf(device)
  return model ? usbLightTitles[model] : 'USB'
}

const failedProblem = (device: UsbId, detail: string): Problem => ({
  kind: 'output-usb-failed',
  next: 'retries',
  device: nameOf(device),
  detail: safeDetail(detail),
})
