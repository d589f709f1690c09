// What checks are made of: what is wrong with the evidence, and ways to weaken it that have to be noticed.
import type { Evidence } from './evidence.ts'

export interface Item {
  /** As the checklist words it, in short. */
  title: string
  /** What is wrong; nothing is good. */
  complaints: (evidence: Evidence) => readonly string[]
  weakened: readonly ((evidence: Evidence) => Evidence)[]
}

export const unless = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint])

/** A preference of the page that has to be said, so that no default of another Electron decides it. */
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

/** Several checks as one. */
export const all = (
  ...parts: readonly Pick<Item, 'complaints' | 'weakened'>[]
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: (evidence) => parts.flatMap(({ complaints }) => complaints(evidence)),
  weakened: parts.flatMap(({ weakened }) => weakened),
})

/** A fact of `seen` that has to be so. */
export const fact = <Name extends keyof Evidence['seen']>(
  name: Name,
  value: Evidence['seen'][Name],
  weak: Evidence['seen'][Name],
): Pick<Item, 'complaints' | 'weakened'> => ({
  complaints: ({ seen }) =>
    unless(JSON.stringify(seen[name]) === JSON.stringify(value), `${name} is not ${JSON.stringify(value)}`),
  weakened: [(evidence) => withSeen(evidence, { [name]: weak })],
})

/** What no source may say, but for those named. */
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

/** A source without its comments. */
export const code = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '')
