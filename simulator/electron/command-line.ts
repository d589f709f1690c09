// app.commandLine: the switches the app was started with, as Chromium reads them.
import type { CommandLine } from 'electron'
import { loud } from './loud.ts'

/** `--name` and `--name=value`; names are compared in lower case. */
export function createCommandLine(args: readonly string[]) {
  const switches = new Map<string, string>()
  for (const argument of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
    if (name) switches.set(name.toLowerCase(), value ?? '')
  }
  return loud('app.commandLine', {
    hasSwitch: (name) => switches.has(name.toLowerCase()),
    getSwitchValue: (name) => switches.get(name.toLowerCase()) ?? '',
    appendSwitch: (name, value) => {
      switches.set(name.toLowerCase(), value ?? '')
    },
    removeSwitch: (name) => void switches.delete(name.toLowerCase()),
  } satisfies Pick<CommandLine, 'hasSwitch' | 'getSwitchValue' | 'appendSwitch' | 'removeSwitch'>)
}
