// The texts of the window's language, which the main process sends.
import { useEffect, useState } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Language } from '../../app/model/names.ts'
import { createWords, type Words } from '../../words/translator.ts'

/** Null until the first texts are there. After a change of language the old ones stay until the new ones are there. */
export function useWords(tally: Tally, language: Language | undefined): Words | null {
  const [words, setWords] = useState<Words | null>(null)
  useEffect(() => {
    if (!language) return
    let wanted = true
    void tally.readWords(language).then((namespaces) => {
      if (wanted) setWords(createWords(language, namespaces))
    })
    return () => {
      wanted = false
    }
  }, [tally, language])
  return words
}
