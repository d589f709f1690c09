// The namespace of the texts in a file.

/** From the file's path: `command-line.json` is `commandLine`. */
export const namespaceOf = (path: string): string =>
  path
    .replace(/^.*\//, '')
    .replace('.json', '')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
