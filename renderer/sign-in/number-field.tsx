// A field for the error code on Microsoft's page, which the browser does not pass on to the program. It is explained while
// the user types.
import { useEffect, useRef, useState } from 'react'
import type { CommandAnswer } from '../../app/contract/contract.ts'
import { LONGEST_PAGE_TEXT } from '../../app/reading/numbers-on-page.ts'
import { TextField } from '../controls/field.tsx'
import { ProblemCard, type ProblemCardProps } from '../controls/problem-card.tsx'
import { useUnsent } from '../controls/unsent-fields.ts'
import { useWindow } from '../frame/window-context.ts'

type Explanation = CommandAnswer<'explainNumber'>

/** The pause in typing after which an unknown number is reported, as an unfinished number looks like another one. */
const TYPING_PAUSE_MS = 800

/** The problem of a sign-in; if the browser passed nothing on in time, with the field. */
export function SignInProblem(props: ProblemCardProps) {
  return (
    <>
      <ProblemCard {...props} />
      {props.problem.kind === 'sign-in-timed-out' && <NumberField />}
    </>
  )
}

/** `waiting`: the sign-in still runs, so the explanation ends with how to start again. */
export function NumberField({ waiting = false }: { waiting?: boolean }) {
  const { t, ask } = useWindow()
  const [unsent, keep] = useUnsent('page-number')
  const typed = unsent ?? ''
  const [explanation, setExplanation] = useState<Explanation | null>(null)
  const [isTyping, setTyping] = useState(false)
  const latest = useRef('')

  useEffect(() => {
    if (!isTyping) return
    const timer = setTimeout(() => setTyping(false), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the unsent text, once
  useEffect(() => explain(typed), [])

  function change(text: string) {
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

  const message = explanation && !isTyping ? messageOf(explanation) : null
  return (
    <div className="number-field">
      <TextField
        label={t('window.signingIn.number')}
        validationState="warning"
        validationMessage={message ? t(message.key, message) : undefined}
        value={typed}
        maxLength={LONGEST_PAGE_TEXT}
        spellCheck={false}
        onText={change}
      />
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

function messageOf(explanation: Explanation) {
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
