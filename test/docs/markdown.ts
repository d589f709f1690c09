// Reads the project's own pages: links, headings, tables, code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

const pagesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

/** The pages at the top of the tree and in docs/. */
export const pages: readonly string[] = ['', 'docs'].flatMap(pagesIn)

export const readPage = (name: string): string => readFileSync(join(root, name), 'utf8')

/** Where links and pictures point, outside code. */
export function linksOf(page: string): string[] {
  const prose = page.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(({ groups }) => groups?.target ?? '')
}

/** The fragments that lead to a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (?<heading>.+)$/gm)].map(({ groups }) =>
    (groups?.heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** The rows, as cells, of the tables whose head begins with these cells; the head and the line under it left out. */
export function tablesOf(page: string, ...head: readonly string[]): string[][][] {
  const tables = page.match(/(?:^\|.*\n)+/gm) ?? []
  return tables
    .map((table) => table.trim().split('\n').map(cellsOf))
    .filter(([first = []]) => head.every((cell, place) => first[place] === cell))
    .map((rows) => rows.slice(2))
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** A cell that is one piece of code, without its marks. */
export const codeIn = (cell: string | undefined): string => /^`(.*)`$/.exec(cell ?? '')?.[1] ?? ''
