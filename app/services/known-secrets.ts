// The secrets of the external outputs: reads them at the start, keeps them in memory for the outputs, and writes changes.

import {
  type ChangedSecrets,
  type ExternalOutput,
  type OutputSecrets,
  outputSecretsSchema,
} from '../model/external-outputs/external-output.ts'
import type { Log } from '../model/log.ts'
import { NotRemoved } from '../model/problems/not-removed.ts'
import { type Problem, unexpected } from '../model/problems/problem.ts'
import type { AccountStore } from '../model/state.ts'
import type { Clock } from '../model/timing/clock.ts'
import type { OutputSecretsFile, StoredSecrets } from '../storage/output-secrets-file.ts'

/** The delay before the file is read again. The keyring may be asking for its password, in each try. */
const READ_AGAIN_MS = 60_000

export type SecretsOfOutput =
  /** The same value until a secret changes. */
  | { kind: 'known'; secrets: OutputSecrets }
  /** The file is being read. */
  | { kind: 'reading' }
  | { kind: 'missing'; problem: Problem }

export interface KnownSecrets {
  /** Reads the file. Never rejects. */
  start(): Promise<void>
  of(output: Pick<ExternalOutput, 'id' | 'secrets'>): SecretsOfOutput
  /** Takes effect in memory at once. '' forgets a secret. */
  change(id: string, changed: ChangedSecrets): SecretsChange
  /** Forgets the secrets of one output. Never rejects: what cannot be removed now is removed later. */
  remove(id: string): Promise<void>
  /** Forgets all. Rejects with a NotRemoved if the disk refuses. */
  forget(): Promise<void>
  /** Cancels the retries. */
  stop(): void
}

export interface KnownSecretsParts {
  store: AccountStore
  file: OutputSecretsFile
  clock: Pick<Clock, 'after'>
  log: Pick<Log, 'warn'>
}

interface SecretsChange {
  /** Resolves when it is on disk or cannot be. Never rejects. */
  write(): Promise<void>
  /** Instead of `write`: the secrets are as before. */
  undo(): void
}

const NONE: OutputSecrets = {}

export function createKnownSecrets({ store, file, clock, log }: KnownSecretsParts): KnownSecrets {
  /** What the file contains, after it was read, with the changes of this run. */
  let stored: StoredSecrets | null = null
  /** The changes of this run until the file is read. Null: the output was removed. */
  const unmerged = new Map<string, ChangedSecrets | null>()
  let known = new Map<string, OutputSecrets>()
  let problem: Problem | null = null
  let cancelRead = () => {}
  /** Counts the calls of `forget`: a reading that one of them overtook is out of date. */
  let forgotten = 0

  async function read() {
    cancelRead()
    const before = forgotten
    const reading = await readFile()
    if (before !== forgotten) return
    problem = problemOf(reading)
    if (reading.kind === 'secrets') await use(reading.secrets)
    else if (reading.kind === 'unreadable') await use({})
    else cancelRead = clock.after(READ_AGAIN_MS, () => void read())
    await putKeptIn()
  }

  async function readFile() {
    try {
      return await file.read()
    } catch (error) {
      log.warn('The secrets of the outputs could not be read', error)
      return { kind: 'failed', error } as const
    }
  }

  /** Merges the changes that were made before the file could be read. */
  async function use(secrets: StoredSecrets) {
    const ids = new Set(store.getState().settings.externalOutputs.map(({ id }) => id))
    // An output may have been removed while the keyring was locked. Without readable settings nothing is known about that.
    const isOrphan = (id: string) => store.getState().unreadSettings === null && !ids.has(id)
    const kept = Object.fromEntries(Object.entries(secrets).filter(([id]) => !isOrphan(id)))
    stored = [...unmerged].reduce((merged, [id, changed]) => withChange(merged, id, changed), kept)
    unmerged.clear()
    for (const [id, values] of Object.entries(stored)) known.set(id, readable(values))
    if (JSON.stringify(stored) !== JSON.stringify(secrets)) await file.write(stored)
  }

  function putInMemory(id: string, values: OutputSecrets | undefined) {
    if (values) known.set(id, values)
    else known.delete(id)
  }

  async function write(id: string, changed: ChangedSecrets | null) {
    if (stored) {
      stored = withChange(stored, id, changed)
      await file.write(stored)
    } else unmerged.set(id, changed && { ...unmerged.get(id), ...changed })
    await putKeptIn()
  }

  async function putKeptIn() {
    store.setState({ outputSecretsKeptIn: await keptIn() })
  }

  async function keptIn() {
    if (stored) return Object.keys(stored).length === 0 ? 'nowhere' : await file.keptIn()
    if (known.size > 0) return 'memory'
    return problem ? 'keyring' : 'nowhere'
  }
  const unsubscribe = file.subscribe(() => void putKeptIn())

  return {
    start: read,
    of({ id, secrets }) {
      const values = known.get(id) ?? NONE
      if (secrets.every((name) => values[name] !== undefined)) return { kind: 'known', secrets: values }
      if (stored === null && problem === null) return { kind: 'reading' }
      return { kind: 'missing', problem: problem ?? { kind: 'output-secret-missing', next: 'person' } }
    },
    change(id, changed) {
      const before = known.get(id)
      const values = withChange(before ? { [id]: before } : {}, id, changed)[id]
      putInMemory(id, values)
      return { write: () => write(id, changed), undo: () => putInMemory(id, before) }
    },
    remove(id) {
      known.delete(id)
      return write(id, null)
    },
    async forget() {
      forgotten += 1
      cancelRead()
      known = new Map()
      unmerged.clear()
      stored = {}
      problem = null
      await file.forget()
      await putKeptIn()
      const left = file.left()
      if (left.length > 0) throw new NotRemoved(left)
    },
    stop() {
      cancelRead()
      unsubscribe()
    },
  }
}

function problemOf(
  reading: Awaited<ReturnType<OutputSecretsFile['read']>> | { kind: 'failed'; error: unknown },
): Problem | null {
  switch (reading.kind) {
    case 'secrets':
      return null
    case 'locked':
      return { kind: 'output-keyring-locked', next: 'person' }
    case 'silent':
      return { kind: 'output-keyring-silent', next: 'retries' }
    case 'unreadable':
      return { kind: 'output-secrets-unreadable', next: 'person', keptAs: reading.keptAs }
    case 'failed':
      return unexpected(reading.error)
    default:
      return reading satisfies never
  }
}

/** Null removes the output; '' removes a secret. An output without a secret has no entry. */
function withChange(secrets: StoredSecrets, id: string, changed: ChangedSecrets | null): StoredSecrets {
  const { [id]: before = {}, ...others } = secrets
  const values = Object.fromEntries(
    Object.entries({ ...before, ...changed }).filter(([, value]) => value !== ''),
  )
  return changed === null || Object.keys(values).length === 0 ? others : { ...others, [id]: values }
}

/** The secrets that this version knows. */
function readable(values: Readonly<Record<string, string>>): OutputSecrets {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const read = outputSecretsSchema.safeParse({ [name]: value })
      return read.success ? Object.entries(read.data) : []
    }),
  )
}
