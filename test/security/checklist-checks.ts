// Building blocks of the checks: the complaints about the evidence, and weakened evidence that must cause complaints.
import type { Evidence } from './checklist-evidence.ts'

export interface Item {
  /** The item in short. */
  title: string
  /** The complaints; empty if the item holds. */
  complaints: (evidence: Evidence) => readonly string[]
  weakened: readonly ((evidence: Evidence) => Evidence)[]
}

export const unless = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint])

/** A web preference that must be set explicitly, independent of Electron's default. */
export const preference = (name: string, value: boolean): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ seen }) =>
    unless(seen.preferences[name] === value, `${name} is ${String(seen.preferences[name])}`),
  weakened: [
    (evidence) => withPreference(evidence, name, !value),
    (evidence) => withPreference(evidence, name, undefined),
  ],
})

export const withPreference = (evidence: Evidence, name: string, value: unknown): Evidence => ({
  ...evidence,
  seen: { ...evidence.seen, preferences: { ...evidence.seen.preferences, [name]: value } },
})
export const withSeen = (evidence: Evidence, change: Partial<Evidence['seen']>): Evidence => ({
  ...evidence,
  seen: { ...evidence.seen, ...change },
})
export const withSource = (evidence: Evidence, path: string, line: string): Evidence => ({
  ...evidence,
  sources: { ...evidence.sources, [path]: `${evidence.sources[path] ?? ''}\n${line}\n` },
})

/** Combines several checks. */
export const all = (
  ...parts: readonly Pick<Item, 'complaints' | 'weakened'>[]
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: (evidence) => parts.flatMap(({ complaints }) => complaints(evidence)),
  weakened: parts.flatMap(({ weakened }) => weakened),
})

/** A fact of `seen` that must hold. */
export const fact = <Name extends keyof Evidence['seen']>(
  name: Name,
  value: Evidence['seen'][Name],
  weak: Evidence['seen'][Name],
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ seen }) =>
    unless(JSON.stringify(seen[name]) === JSON.stringify(value), `${name} is not ${JSON.stringify(value)}`),
  weakened: [(evidence) => withSeen(evidence, { [name]: weak })],
})

/** A pattern that only the given sources may contain. */
export const nowhere = (
  words: RegExp,
  line: string,
  ...but: readonly string[]
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ sources }) =>
    Object.entries(sources).flatMap(([path, text]) =>
      but.includes(path) || !words.test(code(text)) ? [] : [`${path}: ${words}`],
    ),
  weakened: [
    (evidence) => withSource(evidence, 'renderer/main.tsx', line),
    (evidence) => withSource(evidence, 'app/main.ts', line),
  ],
})

/** The source without comments. */
export const code = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '')
