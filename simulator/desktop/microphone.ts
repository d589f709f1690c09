// Scripts in place of pactl, pmset and reg.exe, which print which programs of the simulated desktop record; reg.exe prints
// the theme of the taskbar too.
import childProcess from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename, join, win32 } from 'node:path'
import type { Desktop } from './desktop.ts'
import { openSimulatedPrograms } from './simulated-programs.ts'

/** The script of each program. It prints a file of `folder`. */
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
  'reg.exe': `case "$*" in
  *SystemUsesLightTheme) exec cat "$folder/reg-taskbar" ;;
esac
exec cat "$folder/reg-microphone"`,
} as const

const TEAMS = 'Microsoft Teams'

/**
 * Writes the scripts into `profile`, where the Linux session looks first, and replaces the programs with an absolute path by
 * them. The real programs of this computer are never started. On a system that runs no shell scripts, such as Windows, they fail.
 */
export function provideMicrophone(profile: string, desktop: Desktop): void {
  const { folder, writeProgram, writeOutput } = openSimulatedPrograms(profile)
  for (const [name, script] of Object.entries(SCRIPTS)) writeProgram(name, script)
  /** When each program that has ever recorded began and stopped; 0 while it records. */
  const uses = new Map<string, { start: number; stop: number }>()
  let moment = 0x1dc5f8a1c2b3d40
  let written: readonly string[] | null = null

  function update() {
    if (written === desktop.recording) return
    const recording = desktop.recording
    written = recording
    moment += 10_000_000
    for (const [program, use] of uses) {
      if (use.stop === 0 && !recording.includes(program)) uses.set(program, { ...use, stop: moment })
    }
    for (const program of recording) {
      if (uses.get(program)?.stop !== 0) uses.set(program, { start: moment, stop: 0 })
    }
    writeOutput('pactl-list', pactlList(recording))
    writeOutput('pmset-assertions', assertions(recording.includes(TEAMS)))
    writeOutput('reg-microphone', consentStore(uses))
    appendFileSync(join(folder, 'pactl-events'), "Event 'change' on source-output #1\n")
  }
  update()
  desktop.onChange(update)
  replacePrograms(folder)
}

/** From now on `execFile` of `/usr/bin/pmset` or of Windows' reg.exe runs the script of that name in `folder`. */
function replacePrograms(folder: string) {
  const { execFile } = childProcess
  const scriptOf = (file: unknown) =>
    typeof file === 'string' && (file === '/usr/bin/pmset' || file.endsWith('\\System32\\reg.exe'))
      ? join(folder, basename(win32.basename(file)))
      : file
  Object.assign(childProcess, {
    execFile: (file: unknown, ...others: unknown[]) =>
      Reflect.apply(execFile, childProcess, [scriptOf(file), ...others]),
  })
  syncBuiltinESMExports()
}

const pactlList = (recording: readonly string[]) =>
  JSON.stringify({
    sources: [{ index: 1, name: 'simulated', state: 'RUNNING', monitor_source: '' }],
    source_outputs: recording.map((program, index) => ({
      index,
      client: `${index}`,
      source: 1,
      corked: false,
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
