// Login items on Windows: the command lines of the Run key, and whether Task Manager has disabled them.
import type { App, LoginItemSettings } from 'electron'
import type { Desktop } from '../../desktop/desktop.ts'

interface RunEntry {
  commandLine: string
  enabled: boolean
}

/** Quotes an argument for a command line (shell/browser/browser_win.cc, FormatCommandLineString). */
function quoted(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`
}

/** Splits a command line; an argument without quotation marks ends at a blank (CommandLineToArgvW). */
const wordsOf = (commandLine: string): string[] =>
  [...commandLine.matchAll(/(?:"((?:\\"|[^"])*)"|(\S+))/g)].map(([, inside, bare]) =>
    (inside ?? bare ?? '').replaceAll('\\"', '"'),
  )

function commandLineOf(path: string | undefined, args: readonly string[] = []): string {
  const program = (path || process.execPath).replace(/^"(.*)"$/, '$1')
  return [program, ...args].map(quoted).join(' ')
}

/** `shaped` gives the result its type. */
export function createRunKey(
  desktop: Desktop,
  appUserModelId: () => string,
  shaped: (fields: Partial<LoginItemSettings>) => LoginItemSettings,
): Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'> {
  const entries = new Map<string, RunEntry>()
  const inOrder = () => [...entries].toSorted(([one], [other]) => (one < other ? -1 : 1))
  desktop.openAtLogin = () => inOrder().some(([, { enabled }]) => enabled)
  desktop.allowLoginItems = (allowed) => {
    for (const entry of entries.values()) entry.enabled = allowed
  }

  return {
    setLoginItemSettings({ openAtLogin = false, name, path, args, enabled = true }) {
      const key = name || appUserModelId()
      if (openAtLogin) entries.set(key, { commandLine: commandLineOf(path, args), enabled })
      else entries.delete(key)
      desktop.changed()
    },
    /** `openAtLogin` compares path and arguments; `executableWillLaunchAtLogin` only the path, cut at a blank. */
    getLoginItemSettings({ path, args } = {}) {
      const [program = ''] = wordsOf(path || process.execPath)
      const launchItems = inOrder()
        .map(([name, { commandLine, enabled }]) => {
          const [itsPath = '', ...itsArgs] = wordsOf(commandLine)
          return { name, path: itsPath, args: itsArgs, scope: 'user' as const, enabled }
        })
        .filter((item) => item.path.toLowerCase() === program.toLowerCase())
      return shaped({
        openAtLogin: entries.get(appUserModelId())?.commandLine === commandLineOf(path, args),
        wasOpenedAtLogin: false,
        executableWillLaunchAtLogin: launchItems.some(({ enabled }) => enabled),
        launchItems,
      })
    },
  }
}
