// All states of a disk that a power cut can leave, from the operations of a program until then.
import { dirname } from 'node:path'
import type { DiskOperation } from './disk-operation.ts'

export interface CrashedDisk {
  folders: readonly string[]
  files: ReadonlyMap<string, Buffer>
  /** The number of steps that were reported as done. */
  stepsDone: number
  /** Whether the next step had started. */
  inStep: boolean
}

type NameChange = Extract<DiskOperation, { kind: 'mkdir' | 'create' | 'rename' | 'remove' }>

/** An unsynced write has too many possible states to test. */
const MOST_DISKS = 20_000

/** A file's bytes: synced, and not yet synced. */
interface Content {
  synced: Buffer
  pending: Buffer
}

interface Numbered {
  bytes: Buffer
  number: number
}

/**
 * The model guarantees less than any journaling file system. Changes of names are ordered within a folder and independent
 * between folders; a name is safe after its folder is synced. Bytes are safe after their file is synced; before that any
 * number of them may be stored, with the rest missing or zero. Yields each state once. Throws if there are more than
 * MOST_DISKS.
 */
export function* crashedDisks(operations: readonly DiskOperation[]): Generator<CrashedDisk> {
  const seen = new Set<string>()
  const names = new Map<string, { done: NameChange[]; safe: number }>()
  const contents = new Map<number, Content>()
  const numbers = new Map<string, number>()
  let stepsDone = 0
  let inStep = false

  const namesIn = (folder: string) => {
    const known = names.get(folder) ?? { done: [], safe: 0 }
    names.set(folder, known)
    return known
  }

  /** A number for these bytes: most states were seen before, and numbers are compared sooner. */
  const numbered = (bytes: Buffer): Numbered => {
    const text = bytes.toString('latin1')
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return { bytes, number }
  }
  const nothingIn = numbered(Buffer.alloc(0))

  function* cutHere(): Generator<CrashedDisk> {
    const held = [...bytesOf([...contents], numbered)]
    for (const { folders, named } of namings([...names.values()])) {
      const inOrder = [...named].toSorted(([one], [other]) => (one < other ? -1 : 1))
      const place = JSON.stringify([
        stepsDone,
        inStep,
        [...folders].toSorted(),
        inOrder.map(([path]) => path),
      ])
      for (const inFiles of held) {
        const files = inOrder.map(([path, file]) => [path, inFiles.get(file) ?? nothingIn] as const)
        const key = `${place} ${files.map(([, { number }]) => number)}`
        if (seen.has(key)) continue
        seen.add(key)
        if (seen.size > MOST_DISKS) throw new Error('Too many disks: something is written and not synced')
        const there = new Map(files.map(([path, { bytes }]) => [path, bytes]))
        yield { folders: [...folders], files: there, stepsDone, inStep }
      }
    }
  }

  yield* cutHere()
  for (const operation of operations) {
    inStep = operation.kind !== 'step-done'
    switch (operation.kind) {
      case 'mkdir':
      case 'remove':
        namesIn(dirname(operation.path)).done.push(operation)
        break
      case 'rename':
        namesIn(dirname(operation.to)).done.push(operation)
        break
      case 'create':
        namesIn(dirname(operation.path)).done.push(operation)
        contents.set(operation.file, { synced: Buffer.alloc(0), pending: Buffer.alloc(0) })
        break
      case 'write': {
        const { synced, pending } = contents.get(operation.file) ?? nothing
        const all = Buffer.concat([pending, Buffer.from(operation.base64, 'base64')])
        contents.set(operation.file, { synced, pending: all })
        break
      }
      case 'sync': {
        const { synced, pending } = contents.get(operation.file) ?? nothing
        contents.set(operation.file, { synced: Buffer.concat([synced, pending]), pending: Buffer.alloc(0) })
        break
      }
      case 'sync-folder': {
        const known = namesIn(operation.path === '' ? '.' : operation.path)
        known.safe = known.done.length
        break
      }
      case 'step-done':
        stepsDone += 1
        break
      default:
        operation satisfies never
    }
    yield* cutHere()
  }
}

const nothing: Content = { synced: Buffer.alloc(0), pending: Buffer.alloc(0) }

/** Each folder may have all its changes, only the safe ones, or any number between. */
function* namings(
  all: readonly { done: readonly NameChange[]; safe: number }[],
): Generator<{ folders: Set<string>; named: Map<string, number> }> {
  const choices = all.map(({ done, safe }) =>
    Array.from({ length: done.length - safe + 1 }, (_, more) => done.slice(0, safe + more)),
  )
  for (const chosen of productOf(choices)) {
    const folders = new Set<string>()
    const named = new Map<string, number>()
    for (const change of chosen.flat()) {
      if (change.kind === 'mkdir') folders.add(change.path)
      else if (change.kind === 'create') named.set(change.path, change.file)
      else if (change.kind === 'remove') {
        named.delete(change.path)
        folders.delete(change.path)
      } else {
        const file = named.get(change.from)
        named.delete(change.from)
        if (file !== undefined) named.set(change.to, file)
      }
    }
    // Without its folder a file is missing too.
    for (const path of named.keys())
      if (dirname(path) !== '.' && !folders.has(dirname(path))) named.delete(path)
    yield { folders, named }
  }
}

/** The possible contents of the files. */
function* bytesOf(
  contents: readonly (readonly [file: number, Content])[],
  numbered: (bytes: Buffer) => Numbered,
): Generator<Map<number, Numbered>> {
  const choices = contents.map(([file, { synced, pending }]) =>
    Array.from({ length: pending.length + 1 }, (_, length) => pending.subarray(0, length))
      .flatMap((there) => [there, Buffer.concat([there, Buffer.alloc(pending.length - there.length)])])
      .map((tail) => [file, numbered(Buffer.concat([synced, tail]))] as const),
  )
  for (const chosen of productOf(choices)) yield new Map(chosen)
}

function* productOf<T>([first, ...others]: readonly (readonly T[])[]): Generator<T[]> {
  if (!first) {
    yield []
    return
  }
  for (const one of first) for (const rest of productOf(others)) yield [one, ...rest]
}
