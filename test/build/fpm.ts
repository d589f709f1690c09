// Stands in for fpm, the program with which the builder makes deb and rpm: a deb is made of the same arguments by Debian's
// own dpkg-deb; in place of an rpm, whose tools are not everywhere, the arguments are written down.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string', default: '' } as const
const texts = { type: 'string', multiple: true, default: [] as string[] } as const

/** What the builder hands over, as fpm reads it (fpm, "Command-line reference"). Any other option ends in an error. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    force: { type: 'boolean' },
    depends: { ...texts, short: 'd' },
    'deb-recommends': texts,
    'deb-suggests': texts,
    'deb-priority': text,
    'deb-compression': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
    'rpm-os': text,
    'rpm-compression': text,
    'rpm-summary': text,
  },
})

/** Debian Policy, "Control files and their fields"; one that is empty is left out. */
const fields: [name: string, value: string][] = [
  ['Package', values.name],
  ['Version', values.version],
  ['Architecture', values.architecture],
  ['Maintainer', values.maintainer],
  ['Depends', values.depends.join(', ')],
  ['Recommends', values['deb-recommends'].join(', ')],
  ['Suggests', values['deb-suggests'].join(', ')],
  ['Priority', values['deb-priority']],
  ['Homepage', values.url],
  ['Description', values.description],
]

/** `folder/=/place` is what is in the folder, `file=/place/name` the file under another name. */
function copyInto(tree: string, pair: string): void {
  const [from = '', to = ''] = pair.split('=')
  const target = join(tree, to)
  mkdirSync(statSync(from).isDirectory() ? target : dirname(target), { recursive: true })
  cpSync(from, target, { recursive: true })
}

function makeDeb(tree: string): void {
  for (const pair of positionals) copyInto(tree, pair)
  const debian = join(tree, 'DEBIAN')
  mkdirSync(debian)
  const control = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\n`)
  writeFileSync(join(debian, 'control'), control.join(''))
  cpSync(values['after-install'], join(debian, 'postinst'))
  cpSync(values['after-remove'], join(debian, 'postrm'))
  for (const path of [tree, join(debian, 'postinst'), join(debian, 'postrm')]) chmodSync(path, 0o755)
  // Not compressed: it is read once, on this computer.
  const build = ['--build', '--root-owner-group', '-Znone', tree, values.package]
  execFileSync('dpkg-deb', build, { stdio: ['ignore', 'ignore', 'inherit'] })
}

if (values.target === 'deb') {
  const tree = mkdtempSync(join(tmpdir(), 'tally-light-deb-'))
  try {
    makeDeb(tree)
  } finally {
    rmSync(tree, { recursive: true })
  }
} else {
  writeFileSync(values.package, JSON.stringify({ ...values, files: positionals }))
}
