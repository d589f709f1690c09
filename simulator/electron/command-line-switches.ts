// app.commandLine: the command-line switches, parsed as Chromium does.
import type { CommandLine } from 'electron'
import { strictMembers } from './strict-members.ts'

/** `--name` and `--name=value`; names are compared in lower case. */
export function createCommandLine(args: readonly string[]) {
  const switches = new Map<string, string>()
  for (const argument of args) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
    if (name) switches.set(name.toLowerCase(), value ?? '')
  }
  return strictMembers('app.commandLine', {
    hasSwitch: (name) => switches.has(name.toLowerCase()),
    getSwitchValue: (name) => switches.get(name.toLowerCase()) ?? '',
    appendSwitch: (name, value) => {
      switches.set(name.toLowerCase(), value ?? '')
    },
    removeSwitch: (name) => void switches.delete(name.toLowerCase()),
  } satisfies Pick<CommandLine, 'hasSwitch' | 'getSwitchValue' | 'appendSwitch' | 'removeSwitch'>)
}
