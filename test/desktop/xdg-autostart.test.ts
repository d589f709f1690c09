import { expect, test } from 'vitest'
import { autostartEntry } from '../../app/desktop/xdg-autostart.ts'

const exec = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1]

test.each([
  [['/opt/tally-light/tally-light', '--hidden'], '/opt/tally-light/tally-light --hidden'],
  [
    ['/home/anna/My Apps/Tally Light.AppImage', '--hidden'],
    '"/home/anna/My Apps/Tally Light.AppImage" --hidden',
  ],
  [['/home/anna/100%/tally'], '/home/anna/100%%/tally'],
  // each escaped for the argument, and its backslash once more for the file
  [['/a"b'], '"/a\\\\"b"'],
  [['/a$b`c'], '"/a\\\\$b\\\\`c"'],
  [['/a\\b'], '"/a\\\\\\\\b"'],
  [['/дом/tally'], '"/дом/tally"'],
])('%j', (command, line) => {
  expect(exec(...command)).toBe(line)
})

test('is an entry that a desktop accepts', () => {
  expect(autostartEntry(['/usr/bin/tally-light', '--hidden'])).toMatch(
    /^\[Desktop Entry\]\nType=Application\nName=Tally Light\n/,
  )
})
