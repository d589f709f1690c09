// Splits one line into arguments as a shell would: spaces part, quotes join, a backslash takes the next letter as it is.

/** Throws when a quote is left open. */
export function shellWords(line: string): string[] {
  const words: string[] = []
  const word = /((?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*')+)|(["'\\])/g
  for (const [, found, broken] of line.matchAll(word)) {
    if (broken) throw new Error(`unfinished ${broken} in: ${line}`)
    if (found !== undefined) words.push(unquoted(found))
  }
  return words
}

function unquoted(word: string): string {
  return word.replace(
    /\\([\s\S])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g,
    (_all, escaped?: string, double?: string, single?: string) =>
      escaped ?? double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? '',
  )
}
