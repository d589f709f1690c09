// Hostile files to put in place of the program's own, by name.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The target of the links: another file of the user, which must not change. */
export const FOREIGN_TEXT = 'export PATH=/usr/bin # my shell\n'
export const foreignFile = (path: string): string => join(dirname(path), 'foreign', 'bashrc')

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** World-writable. */
const text = (content: string | Buffer) => (path: string) => {
  writeFileSync(path, content)
  chmodSync(path, 0o666)
}

export const hostileFiles: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(join(path, 'inside'), { recursive: true }),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to a file of the user': (path) => {
    mkdirSync(dirname(foreignFile(path)), { recursive: true })
    writeFileSync(foreignFile(path), FOREIGN_TEXT)
    symlinkSync(foreignFile(path), path)
  },
  'a link to a device that never ends': (path) => symlinkSync('/dev/zero', path),
  'a link to nothing': (path) => symlinkSync('/nowhere/at/all', path),
  '50 MB': text(Buffer.alloc(50_000_000, '[{"a":1},\n')),
  nothing: text(''),
  'binary data': text(Buffer.from([0, 255, 254, 128, 0, 1])),
  'a list': text('[1, 2, 3]'),
  'a number out of range': text('1e999'),
  'too much nesting': text(deep(500_000)),
  'an object with too much nesting': text(`{"lamp":${deep(500_000)}}`),
  'keys of Object.prototype': text(
    '{"__proto__":{"polluted":true,"clientId":"x"},"constructor":{"prototype":{"polluted":true}},"toString":1}',
  ),
  'values out of range': text(
    JSON.stringify({
      intervalSeconds: 1e308,
      pausedUntil: -1e308,
      clientId: 'x'.repeat(1_000_000),
      tenant: '../../evil',
      cloud: '__proto__',
      features: Array.from({ length: 100_000 }, () => 'colleagues '),
      restraint: { factor: -1 },
      people: Array.from({ length: 20_000 }, (_, at) => ({ id: at, name: '\u202E' })),
    }),
  ),
}
