// Whether an output works: since when, when something was sent last, and what is wrong if it fails.
import type { OutputStatus } from '../../app/model/external-outputs/output-state.ts'
import type { AccountView } from '../../app/model/state.ts'
import { timeAgo, timeOfDay } from '../../words/moments.ts'
import { problemWords } from '../../words/problem-words.ts'
import type { Words } from '../../words/words.ts'
import { ProblemCard } from '../controls/problem-card.tsx'
import { steadyAgo, useNow } from '../controls/use-now.ts'
import { useWindow } from '../frame/window-context.ts'

/** `off` for an output that has no state yet. */
export const statusOf = ({ externalOutputs }: AccountView, id: string): OutputStatus =>
  externalOutputs.find((one) => one.id === id)?.status ?? { kind: 'off' }

/** In a few words, for the list. */
export function shortStatus(status: OutputStatus, words: Words): string {
  return status.kind === 'failing'
    ? problemWords(status.problem, words).title
    : words.t(`elsewhere.status.${status.kind}`)
}

export function OutputStatusText({ status }: { status: OutputStatus }) {
  const { state, words, t, language } = useWindow()
  const now = useNow(1000)
  const ago = (atMs: number) => timeAgo(steadyAgo(now - atMs), language)
  const since = (atMs: number) => timeOfDay(atMs, now, language, state)
  switch (status.kind) {
    case 'off':
    case 'starting':
      return <p className="quiet">{shortStatus(status, words)}</p>
    case 'working':
      return (
        <p className="quiet">
          {t('elsewhere.status.workingSince', { time: since(status.since) })}
          <span className="line small">
            {t('elsewhere.status.lastSent', { ago: ago(status.lastSentAt) })}
          </span>
        </p>
      )
    case 'failing':
      return (
        <>
          <ProblemCard ofOutput problem={status.problem} />
          <p className="small">
            {t('elsewhere.status.failingSince', { time: since(status.since) })}
            <span className="line">
              {status.lastSentAt === null
                ? t('elsewhere.status.neverSent')
                : t('elsewhere.status.lastSent', { ago: ago(status.lastSentAt) })}
            </span>
          </p>
        </>
      )
    default:
      throw status satisfies never
  }
}
