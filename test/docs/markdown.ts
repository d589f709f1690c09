// Reads the project's own pages: links, headings, tables, code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { lexer, type Token, type Tokens, walkTokens } from 'marked'

const root = join(import.meta.dirname, '..', '..')

const pagesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))

/** The pages at the top of the tree and below docs/. */
export const pages: readonly string[] = ['', 'docs', 'docs/releases'].flatMap(pagesIn)

export const readPage = (name: string): string => readFileSync(join(root, name), 'utf8')

/** Every token of a page, those inside others too. */
const tokensOf = (page: string): Token[] => {
  const tokens: Token[] = []
  walkTokens(lexer(page), (token) => void tokens.push(token))
  return tokens
}

/** Where links and pictures point. */
export const linksOf = (page: string): string[] =>
  tokensOf(page)
    .filter((token): token is Tokens.Link | Tokens.Image => token.type === 'link' || token.type === 'image')
    .map(({ href }) => href)

/** The fragments that lead to a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const slugger = new GithubSlugger()
  return tokensOf(page)
    .filter((token): token is Tokens.Heading => token.type === 'heading')
    .map(({ text }) => slugger.slug(text))
}

/** The rows, as cells, of the tables whose head begins with these cells; the head left out. */
export const tablesOf = (page: string, ...head: readonly string[]): string[][][] =>
  tokensOf(page)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .filter(({ header }) => head.every((cell, place) => header[place]?.text === cell))
    .map(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)))

/** A cell that is one piece of code, without its marks. */
export const codeIn = (cell: string | undefined): string => /^`(.*)`$/.exec(cell ?? '')?.[1] ?? ''
