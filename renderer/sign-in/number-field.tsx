// The number on Microsoft's page, which Microsoft does not send back: entered here, it is explained as it is typed.
import { type JSX, useEffect, useRef, useState } from 'react'
import type { CommandAnswer } from '../../app/contract/contract.ts'
import { LONGEST_PAGE_TEXT } from '../../app/reading/numbers-on-page.ts'
import { Field } from '../controls/field.tsx'
import { ProblemCard } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/typed-text.ts'
import { useShown } from '../frame/shown.ts'

type Explanation = CommandAnswer<'explainNumber'>

/** What cannot be explained is said once nothing more is typed for so long: a number begins as another one. */
const TYPED_MS = 800

/** `waiting`: the page is still waited for, and what is said of it ends with how to begin anew. */
export function NumberField({ waiting = false }: { waiting?: boolean }): JSX.Element {
  const { words, ask } = useShown()
  const { t } = words
  const [unsent, keep] = useUnsent('page-number')
  const typed = unsent ?? ''
  const [explanation, setExplanation] = useState<Explanation | null>(null)
  const [isTyping, setTyping] = useState(false)
  const latest = useRef('')

  useEffect(() => {
    if (!isTyping) return
    const timer = setTimeout(() => setTyping(false), TYPED_MS)
    return () => clearTimeout(timer)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed before this field was drawn, once
  useEffect(() => explain(typed), [])

  function type(text: string) {
    keep(text || null)
    setTyping(true)
    explain(text)
  }

  function explain(text: string) {
    latest.current = text
    if (text.trim() === '') return setExplanation(null)
    void ask(async (tally) => {
      const answer = await tally.explainNumber(text)
      if (latest.current === text) setExplanation(answer)
    })
  }

  const complaint = explanation && !isTyping ? complaintOf(explanation) : null
  return (
    <div className="number-field">
      <Field
        label={t('window.signingIn.number')}
        {...(complaint
          ? { validationState: 'warning' as const, validationMessage: t(complaint.key, complaint) }
          : {})}
      >
        {(control) => (
          <input
            className="control"
            {...control}
            value={typed}
            maxLength={LONGEST_PAGE_TEXT}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </Field>
      <div role="status">
        {explanation?.kind === 'explained' && (
          <>
            <ProblemCard problem={explanation.problem} inBrowser />
            {waiting && <p className="small">{t('window.signingIn.goesOn')}</p>}
          </>
        )}
      </div>
    </div>
  )
}

function complaintOf(explanation: Explanation) {
  switch (explanation.kind) {
    case 'explained':
      return null
    case 'unknown':
      return { key: 'window.signingIn.unknownNumber', code: explanation.code } as const
    case 'no-number':
      return { key: 'window.signingIn.noNumber' } as const
    default:
      return explanation satisfies never
  }
}
