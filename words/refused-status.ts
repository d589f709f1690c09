// Texts for a change of the user's status that Graph refused: which change, and what may help.
import type { ProblemOf } from '../app/model/problems/problem.ts'
import { lengthOfTime } from './moments.ts'
import type { Words } from './words.ts'

/** `refused` says what happened to the change, `advice` what the user can do. */
export function refusedStatusWords(
  problem: ProblemOf<'status-refused'>,
  { t, language }: Words,
): { refused: string; advice: string } {
  const { change, status, retryAfterMs } = problem
  const wait = lengthOfTime(Math.max(1000, retryAfterMs ?? 0), language)
  return {
    refused: isUnconfirmed(status)
      ? t(`problem.unconfirmed.${change}`, { status })
      : t(`problem.refused.${change}`, { status }),
    advice: t(`problem.advice.${adviceOf(problem)}`, { status, wait }),
  }
}

/** After these a server may have made the change. */
const isUnconfirmed = (status: number): boolean => status >= 500 || status === 408

/** By the HTTP status only ("Microsoft Graph error responses and resource types", HTTP status codes). */
function adviceOf({ change, status, retryAfterMs }: ProblemOf<'status-refused'>) {
  if (retryAfterMs !== null && retryAfterMs > 0) return 'wait'
  switch (status) {
    case 400:
    case 413:
    case 422:
      if (change === 'set-message') return 'text'
      return change === 'set-status' ? 'other-status' : 'other'
    case 401:
      return 'sign-in'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'no-presence'
    case 409:
    case 412:
    case 423:
      return 'conflict'
    case 429:
    case 509:
      return 'limit'
    default:
      return isUnconfirmed(status) ? 'fault' : 'other'
  }
}
