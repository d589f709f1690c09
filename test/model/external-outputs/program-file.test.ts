// Which files can be the program of an output.
import { expect, test } from 'vitest'
import { programProblem } from '../../../app/model/external-outputs/program-file.ts'

const kindOf = (file: string, platform: NodeJS.Platform) => programProblem(file, platform)?.kind ?? null

test.each(['linux', 'darwin'] as const)('%s: an absolute path', (platform) => {
  for (const file of ['/usr/bin/notify-send', '/home/a b/é.sh', '/x.bat', '/'])
    expect(kindOf(file, platform)).toBeNull()
  for (const file of ['', 'notify-send', './x', '../x', '~/x', 'C:\\x.exe', ' /x'])
    expect(kindOf(file, platform)).toBe('output-program-not-absolute')
})

test('Windows: a path with a drive or a share', () => {
  for (const file of [
    'C:\\x.exe',
    'c:/x.exe',
    '\\\\server\\share\\x.exe',
    '//server/share/x.exe',
    'C:\\bat',
    'C:\\x.bat.exe',
  ])
    expect(kindOf(file, 'win32')).toBeNull()
  for (const file of ['', 'x.exe', '.\\x.exe', '\\x.exe', '/x.exe', 'C:x.exe', '%PATH%\\x.exe', 'x.bat'])
    expect(kindOf(file, 'win32')).toBe('output-program-not-absolute')
})

test('Windows: a batch file needs a shell, however it is written', () => {
  for (const ending of ['bat', 'cmd', 'BAT', 'Cmd', 'bat.', 'cmd ', 'bat . .'])
    expect(kindOf(`C:\\x.${ending}`, 'win32')).toBe('output-program-needs-shell')
})

test('macOS: an app is a folder', () => {
  for (const file of ['/Applications/Light.app', '/Applications/Light.APP/'])
    expect(kindOf(file, 'darwin')).toBe('output-program-is-bundle')
  expect(kindOf('/Applications/Light.app/Contents/MacOS/Light', 'darwin')).toBeNull()
  expect(kindOf('/opt/light.app', 'linux')).toBeNull()
})
