// Entra's numbers as the table of docs/administrators.md: what the window says of each cause, and where it is changed.
import { problemOfEntraNumber } from '../app/microsoft/sign-in/entra-errors.ts'
import { causeNames, entraCauses } from '../app/model/problems/entra-numbers.ts'
import english from '../words/en/index.ts'
import { placeWords, problemWords } from '../words/problem-words.ts'
import { createWords } from '../words/translator.ts'

const BEGIN = '<!-- entra-numbers: written by `npm run entra-numbers` -->'
const END = '<!-- /entra-numbers -->'

/** A row for each cause, in the order of the table in the program. */
function entraNumberTable(): string {
  const words = createWords('en', english)
  const rows = causeNames.flatMap((name) => {
    const { numbers, place } = entraCauses[name]
    const problem = problemOfEntraNumber(numbers[0], 'interactive')
    if (!problem) return []
    const { title, meaning } = problemWords(problem, words)
    // The number is in its own column.
    const what = meaning.replace(/ \(AADSTS\d+\)/, '')
    return `| ${numbers.join(', ')} | ${title} | ${what} | ${place ? placeWords(place, words) : '–'} |`
  })
  return [
    '| number | message | what it means | where in the Entra admin center |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

/** The page with the table of now between its marks. Throws for a page without them. */
export function withEntraNumbers(page: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error('The page has no place for the table.')
  return `${page.slice(0, begin + BEGIN.length)}\n\n${entraNumberTable()}\n\n${page.slice(end)}`
}
