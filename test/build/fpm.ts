// A stand-in for fpm, with which electron-builder makes deb and rpm packages: makes a deb from the same arguments with
// dpkg-deb; instead of an rpm, whose tools are rarely installed, writes the arguments as JSON.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string', default: '' } as const
const texts = { type: 'string', multiple: true, default: [] as string[] } as const

/** The options that electron-builder passes (fpm, "Command-line reference"). Any other option is an error. */
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

/** Debian Policy, "Control files and their fields". Empty fields are omitted. */
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

/** `folder/=/place` copies the folder's contents, `file=/place/name` copies the file under another name. */
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
  // Not compressed, for speed.
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
