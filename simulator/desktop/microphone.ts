// What a system's own programs say of who records from a microphone: pactl, pmset and reg.exe, played by scripts.
import childProcess from 'node:child_process'
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename, join, win32 } from 'node:path'
import type { Desktop } from './desktop.ts'

/** By the name of the program; `folder` has what they print. */
const SCRIPTS = {
  pactl: `case "$*" in
  subscribe)
    # GNU's tail can end with the app, whatever ends that.
    tail --version >/dev/null 2>&1 && exec tail -n 0 -F --pid="$PPID" "$folder/pactl-events"
    exec tail -n 0 -F "$folder/pactl-events" ;;
  "-f json list") exec cat "$folder/pactl-list" ;;
esac
exit 1`,
  pmset: 'exec cat "$folder/pmset-assertions"',
  'reg.exe': 'exec cat "$folder/reg-microphone"',
} as const

const TEAMS = 'Microsoft Teams'

/**
 * In `profile`, where Linux looks first; programs with a path of the system are exchanged for these. This computer's own are
 * not asked. Where nothing runs a shell script, as on Windows, they fail.
 */
export function provideMicrophone(profile: string, desktop: Desktop): void {
  const folder = join(profile, 'simulated-programs')
  mkdirSync(folder, { recursive: true })
  for (const [name, script] of Object.entries(SCRIPTS))
    writeFileSync(join(folder, name), `#!/bin/sh\nfolder=$(dirname "$0")\n${script}\n`, { mode: 0o755 })

  /** Whole at any moment: somebody may read it just now. */
  function write(name: string, text: string) {
    writeFileSync(join(folder, `${name}.new`), text)
    renameSync(join(folder, `${name}.new`), join(folder, name))
  }
  /** When each program that has ever recorded began and stopped; 0 while it records. */
  const uses = new Map<string, { start: number; stop: number }>()
  let moment = 0x1dc5f8a1c2b3d40
  let told: readonly string[] | null = null

  function tell() {
    if (told === desktop.recording) return
    told = desktop.recording
    moment += 10_000_000
    for (const [program, use] of uses) {
      if (use.stop === 0 && !told.includes(program)) uses.set(program, { ...use, stop: moment })
    }
    for (const program of told) {
      if (uses.get(program)?.stop !== 0) uses.set(program, { start: moment, stop: 0 })
    }
    write('pactl-list', pactlList(told))
    write('pmset-assertions', assertions(told.includes(TEAMS)))
    write('reg-microphone', consentStore(uses))
    appendFileSync(join(folder, 'pactl-events'), "Event 'change' on source-output #1\n")
  }
  tell()
  desktop.onChange(tell)
  exchangePrograms(folder)
}

/** From now on `execFile` of `/usr/bin/pmset` or of Windows' reg.exe runs the script of that name in `folder`. */
function exchangePrograms(folder: string) {
  const { execFile } = childProcess
  const played = (file: unknown) =>
    typeof file === 'string' && (file === '/usr/bin/pmset' || file.endsWith('\\System32\\reg.exe'))
      ? join(folder, basename(win32.basename(file)))
      : file
  Object.assign(childProcess, {
    execFile: (file: unknown, ...others: unknown[]) =>
      Reflect.apply(execFile, childProcess, [played(file), ...others]),
  })
  syncBuiltinESMExports()
}

const pactlList = (recording: readonly string[]) =>
  JSON.stringify({
    sources: [{ index: 1, name: 'simulated', state: 'RUNNING', monitor_source: '' }],
    source_outputs: recording.map((program, index) => ({
      ...{ index, client: `${index}`, source: 1, corked: false },
      properties: { 'application.name': program },
    })),
  })

const assertions = (isCall: boolean) => `2026-11-23 10:42:00 +0100
Assertion status system-wide:
   PreventUserIdleDisplaySleep    ${isCall ? 1 : 0}
Listed by owning process:
${isCall ? `   pid 1834(MSTeams): [0x0005b1b2] 00:00:09 NoDisplaySleepAssertion named: "${TEAMS} Call in progress"\n` : ''}`

const STORE =
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\microphone'

function consentStore(uses: ReadonlyMap<string, { start: number; stop: number }>): string {
  const keyOf = (program: string) =>
    program === TEAMS ? 'MSTeams_8wekyb3d8bbwe' : `NonPackaged\\C:#Program Files#${program}.exe`
  const time = (name: string, at: number) => `    LastUsedTime${name}    REG_QWORD    0x${at.toString(16)}`
  const lines = [...uses].flatMap(([program, { start, stop }]) => [
    ...['', `${STORE}\\${keyOf(program)}`, time('Start', start), time('Stop', stop)],
  ])
  return ['', STORE, '    Value    REG_SZ    Allow', ...lines, ''].join('\r\n')
}
