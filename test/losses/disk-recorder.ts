// A process that runs every step of stored-profile.ts in the folder of its argument and prints each disk operation as JSON.
// It wraps Node's `fs`; a function that is not recorded throws.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { relative, resolve } from 'node:path'
import type { DiskOperation } from './disk-operation.ts'

const [, , root = ''] = process.argv
const done: DiskOperation[] = []
const opened = new Map<number, { file: number } | { folder: string }>()
const files = new Map<string, number>()
let lastFile = 0
/** Whether a wrapped function of Node calls others of `fs`. */
let within = false
function withinNode(act: () => void) {
  within = true
  act()
  within = false
}

/** The path within the profile; null for a path outside. */
function inside(path: unknown): string | null {
  if (typeof path !== 'string') return null
  const inner = relative(root, resolve(path))
  return inner.startsWith('..') ? null : inner
}

const { openSync, closeSync, writeFileSync, writeSync, fsyncSync, renameSync, rmSync, mkdirSync } = fs
const watched = {
  openSync(path: string, flag: string, mode?: number) {
    const inner = inside(path)
    const known = inner !== null && files.has(inner)
    const isNew = inner !== null && flag !== 'r' && !known
    const handle = openSync(path, flag, mode)
    if (inner === null) return handle
    if (flag === 'r') opened.set(handle, { folder: inner })
    else {
      if (flag === 'w' && known) throw new Error(`${inner} is written over in place`)
      const file = files.get(inner) ?? ++lastFile
      files.set(inner, file)
      if (isNew) done.push({ kind: 'create', path: inner, file })
      opened.set(handle, { file })
    }
    return handle
  },
  writeFileSync(target: number | string, content: string | Buffer) {
    const on = typeof target === 'number' ? opened.get(target) : undefined
    if (inside(target) !== null) throw new Error(`${target} is written without a handle`)
    withinNode(() => writeFileSync(target, content))
    if (on && 'file' in on)
      done.push({ kind: 'write', file: on.file, base64: Buffer.from(content).toString('base64') })
  },
  writeSync(handle: number, text: string, position: number, encoding: BufferEncoding) {
    const length = writeSync(handle, text, position, encoding)
    const on = opened.get(handle)
    if (!on || within) return length
    if (position !== 0) throw new Error('a text is written elsewhere than at the beginning')
    const bytes = Buffer.from(text, encoding).subarray(0, length)
    if ('file' in on) done.push({ kind: 'write', file: on.file, base64: bytes.toString('base64') })
    return length
  },
  fsyncSync(handle: number) {
    fsyncSync(handle)
    const on = opened.get(handle)
    if (on)
      done.push('file' in on ? { kind: 'sync', file: on.file } : { kind: 'sync-folder', path: on.folder })
  },
  closeSync(handle: number) {
    closeSync(handle)
    opened.delete(handle)
  },
  renameSync(from: string, to: string) {
    renameSync(from, to)
    const [before, after] = [inside(from), inside(to)]
    if (before === null || after === null) return
    const file = files.get(before)
    files.delete(before)
    if (file !== undefined) files.set(after, file)
    done.push({ kind: 'rename', from: before, to: after })
  },
  rmSync(path: string, options?: fs.RmOptions) {
    const inner = inside(path)
    const was = fs.existsSync(path)
    withinNode(() => rmSync(path, options))
    if (inner === null || !was) return
    const inIt = [...files.keys()].filter((name) => name.startsWith(`${inner}/`))
    for (const gone of [...inIt, inner]) {
      files.delete(gone)
      done.push({ kind: 'remove', path: gone })
    }
  },
  mkdirSync(path: string, options: fs.MakeDirectoryOptions & { recursive: true }) {
    const made = mkdirSync(path, options)
    const inner = inside(made)
    if (inner !== null) done.push({ kind: 'mkdir', path: inner })
    return made
  },
}

/** Calls that change a file and are not recorded: in the profile they are an error. */
const others = /^(append|copy|cp|link|symlink|truncate|ftruncate|unlink|write|writev|createWriteStream|rmdir)/
function refuseOthers(of: object) {
  for (const name of Object.keys(of).filter((each) => others.test(each) && !(each in watched))) {
    const original: unknown = Reflect.get(of, name)
    if (typeof original !== 'function') continue
    Reflect.set(of, name, (...args: unknown[]) => {
      const onOurs = typeof args[0] === 'number' ? opened.has(args[0]) : inside(args[0]) !== null
      if (onOurs && !within) throw new Error(`fs.${name} is not recorded`)
      return Reflect.apply(original, of, args)
    })
  }
}

refuseOthers(fs)
refuseOthers(fs.promises)
Object.assign(fs, watched)
syncBuiltinESMExports()

// After the wrapping, so that the imported modules use it.
const { openAt, steps } = await import('./stored-profile.ts')
const profile = await openAt(root)
for (const { act } of steps) {
  await act(profile)
  done.push({ kind: 'step-done' })
}
process.stdout.write(JSON.stringify(done))
