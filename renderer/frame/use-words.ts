// The words of a language: the app has them all, and the window asks for those that it speaks.
import { useEffect, useState } from 'react'
import type { Tally } from '../../app/contract/contract.ts'
import type { Language } from '../../app/model/names.ts'
import { type Words, wordsFromRooms } from '../../words/from-rooms.ts'

/** Null until the first have come; those of the language before stay until the new ones are there. */
export function useWords(tally: Tally, language: Language | undefined): Words | null {
  const [words, setWords] = useState<Words | null>(null)
  useEffect(() => {
    if (!language) return
    let wanted = true
    void tally.readWords(language).then((rooms) => {
      if (wanted) setWords(wordsFromRooms(language, rooms))
    })
    return () => {
      wanted = false
    }
  }, [tally, language])
  return words
}
