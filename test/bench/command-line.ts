// A wrong call of a benchmark is answered in a line and with exit code 2, not with a stack.

/** What `read` gives; when it throws, prints why and how it is called, and ends the program with 2. */
export function orUsage<Value>(usage: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    return wrongCall(usage, error instanceof Error ? error.message : String(error))
  }
}

export function wrongCall(usage: string, reason: string): never {
  process.stderr.write(`${reason}\nusage: ${usage}\n`)
  process.exit(2)
}
