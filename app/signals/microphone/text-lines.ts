// Puts lines together from pieces of a text. Pure.

export interface TextLines {
  /** The lines that are finished, without their ends. */
  lines: string[]
  /** The beginning of the line that is not. */
  unfinished: string
}

/** Reads the next piece, which may end anywhere. Of a line longer than `longest` characters only the beginning is kept. */
export function nextLines(unfinished: string, piece: string, longest: number): TextLines {
  const [first = '', ...others] = piece.split('\n')
  const lines = [unfinished + first.slice(0, longest), ...others].map((line) =>
    line.slice(0, longest).replace(/\r$/, ''),
  )
  const last = (others.at(-1) ?? unfinished + first).slice(0, longest)
  return { lines: lines.slice(0, -1), unfinished: last }
}
