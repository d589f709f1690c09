// The table of Entra's error numbers in docs/administrators.md: the window's message for each, and where to fix the cause.
import { problemOfEntraNumber } from '../app/microsoft/sign-in/entra-errors.ts'
import { causeNames, entraCauses } from '../app/model/problems/entra-numbers.ts'
import english from '../words/english.ts'
import { placeWords, problemWords } from '../words/problem-words.ts'
import { createWords } from '../words/translator.ts'

const BEGIN = '<!-- entra-numbers: written by `npm run entra-numbers` -->'
const END = '<!-- /entra-numbers -->'

/** A row for each cause, in the program's order. */
function entraNumberTable(): string {
  const words = createWords('en', english)
  const rows = causeNames.flatMap((name) => {
    const { numbers, place } = entraCauses[name]
    const problem = problemOfEntraNumber(numbers[0], 'interactive')
    if (!problem) return []
    const { title, meaning } = problemWords(problem, words)
    // The number has its own column.
    const what = meaning.replace(/ \(AADSTS\d+\)/, '')
    return `| ${numbers.join(', ')} | ${title} | ${what} | ${place ? placeWords(place, words) : '–'} |`
  })
  return [
    '| number | message | what it means | where in the Entra admin center |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

/** Replaces the table between the page's markers. Throws if there are none. */
export function withEntraNumbers(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error('The page has no place for the table.')
  return `${page.slice(0, begin + BEGIN.length)}\n\n${entraNumberTable()}\n\n${page.slice(end)}`
}
