// What the program is started for: an ordinary start, or a command of the command line. Pure.
import { parseArgs } from 'node:util'
import type { StatusName } from '../../model/names.ts'
import { MOST_MINUTES, type RemoteCommand } from './command-messages.ts'

export type CommandLine =
  | { kind: 'start' }
  | { kind: 'help' }
  | { kind: 'version' }
  /** `json`: as the status file has it. */
  | { kind: 'status'; json: boolean }
  | { kind: 'send'; command: RemoteCommand }
  | { kind: 'faulty'; fault: CommandLineFault }

/** `argument` is as it was typed. */
export type CommandLineFault =
  | {
      kind: 'unknown-argument' | 'no-length' | 'no-status' | 'wrong-length' | 'wrong-status'
      argument: string
    }
  | { kind: 'several-commands'; argument: string }

/** The options that are commands. */
const commandOptions = ['status', 'pause', 'resume', 'check', 'set', 'open', 'help', 'version'] as const
type CommandOption = (typeof commandOptions)[number]

/** The words of `--set`. */
export const statusWords: Readonly<Record<string, StatusName | 'reset'>> = {
  available: 'Available',
  busy: 'Busy',
  'do-not-disturb': 'DoNotDisturb',
  'be-right-back': 'BeRightBack',
  away: 'Away',
  offline: 'Offline',
  reset: 'reset',
}

/** The options of an ordinary start, which a package or a shortcut may add. They mean nothing to a command. */
const startOptions: readonly string[] = ['--hidden', '--demo', '--verbose']

const nameOf = (argument: string) => argument.replace(/=.*$/s, '')
const commandOf = (argument: string): CommandOption | undefined =>
  commandOptions.find(
    (option) => nameOf(argument) === `--${option}` || (option === 'help' && argument === '-h'),
  )

/**
 * Reads the arguments after the program's name. Those before the first command belong to Chromium, or to the package that
 * starts the program, and are left to them.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const first = args.findIndex((argument) => commandOf(argument) !== undefined)
  if (first < 0) return { kind: 'start' }
  const given = args.slice(first).filter((argument) => !startOptions.includes(argument))
  const commands = given.filter((argument) => commandOf(argument) !== undefined)
  if (commands[1] !== undefined)
    return faulty({ kind: 'several-commands', argument: commands.map(nameOf).join(' ') })
  const [command = '', ...rest] = given
  return readCommand(commandOf(command) ?? 'help', command, rest)
}

const faulty = (fault: CommandLineFault): CommandLine => ({ kind: 'faulty', fault })
const send = (command: RemoteCommand): CommandLine => ({ kind: 'send', command })

function readCommand(option: CommandOption, typed: string, rest: readonly string[]): CommandLine {
  const { values, unknown } = valuesIn(typed, rest)
  const takesValue = option === 'pause' || option === 'set'
  const extra =
    unknown ??
    (!takesValue && values.value !== undefined ? values.value : undefined) ??
    (option !== 'status' && values.json ? '--json' : undefined) ??
    (option !== 'set' && values.for !== undefined ? '--for' : undefined)
  if (extra !== undefined) return faulty({ kind: 'unknown-argument', argument: extra })
  switch (option) {
    case 'help':
    case 'version':
      return { kind: option }
    case 'status':
      return { kind: 'status', json: values.json }
    case 'open':
    case 'check':
    case 'resume':
      return send({ kind: option })
    case 'pause':
      return readPause(values.value)
    case 'set':
      return readSet(values.value, values.for)
    default:
      return option satisfies never
  }
}

/** The values behind a command; `unknown` is the first argument that no command has. */
function valuesIn(typed: string, rest: readonly string[]) {
  const equals = typed.indexOf('=')
  const own = equals < 0 ? [] : [typed.slice(equals + 1)]
  const { tokens } = parseArgs({
    args: [...rest],
    options: { for: { type: 'string' }, json: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = [...own]
  const found = { json: false, for: undefined as string | undefined }
  for (const token of tokens) {
    if (token.kind === 'positional') values.push(token.value)
    else if (token.kind === 'option' && token.rawName === '--json' && token.value === undefined)
      found.json = true
    else if (token.kind === 'option' && token.rawName === '--for') found.for = token.value ?? ''
    else
      return {
        values: { ...found, value: values[0] },
        unknown: token.kind === 'option' ? token.rawName : '--',
      }
  }
  return { values: { ...found, value: values[0] }, unknown: values[1] }
}

function readPause(value: string | undefined): CommandLine {
  if (value === undefined || value === '') return faulty({ kind: 'no-length', argument: '--pause' })
  const length = value === 'tomorrow' ? 'until-tomorrow' : minutesIn(value)
  return length === null ? faulty({ kind: 'wrong-length', argument: value }) : send({ kind: 'pause', length })
}

function readSet(value: string | undefined, lasts: string | undefined): CommandLine {
  if (value === undefined || value === '') return faulty({ kind: 'no-status', argument: '--set' })
  const status = Object.hasOwn(statusWords, value) ? statusWords[value] : undefined
  if (status === undefined) return faulty({ kind: 'wrong-status', argument: value })
  if (lasts === undefined) return send({ kind: 'set', status, length: 'until-changed' })
  // A status that is reset has no end.
  if (status === 'reset') return faulty({ kind: 'unknown-argument', argument: '--for' })
  const length = lasts === 'today' ? 'end-of-day' : minutesIn(lasts)
  return length === null
    ? faulty({ kind: 'wrong-length', argument: lasts })
    : send({ kind: 'set', status, length })
}

/** Such as 30m, 1h, 1h30m, or minutes without a unit; null if it is none of these, or longer than a day. */
export function minutesIn(text: string): number | null {
  const found = /^(?:(?<hours>\d{1,4})h)?(?:(?<minutes>\d{1,4})m?)?$/.exec(text)?.groups
  if (!found) return null
  const minutes = Number(found.hours ?? 0) * 60 + Number(found.minutes ?? 0)
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null
}
