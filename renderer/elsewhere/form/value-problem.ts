// What makes an entered text unusable, by the same rules as in the main process (target-problem.ts).
import { programProblem } from '../../../app/model/external-outputs/program-file.ts'
import { webRequestProblem } from '../../../app/model/external-outputs/web-request-text.ts'
import type { Problem } from '../../../app/model/problems/problem.ts'
import type { FieldName } from './output-fields.ts'

/** A request that can be sent. */
const right = { address: 'https://localhost/', headers: '', body: '' }

/** Null for an empty text, which is a fault of its own (field-faults.ts), and for fields without such rules. */
export function problemOfValue(name: FieldName, value: string, platform: NodeJS.Platform): Problem | null {
  const text = value.trim()
  if (text === '') return null
  if (name === 'address' || name === 'headers' || name === 'body')
    return webRequestProblem({ ...right, [name]: text })
  return name === 'file' ? programProblem(text, platform) : null
}

/** The platform of the window, by Chromium's user agent; a page has no other. */
export function platformOf(userAgent: string): NodeJS.Platform {
  if (userAgent.includes('Windows')) return 'win32'
  return userAgent.includes('Mac OS') ? 'darwin' : 'linux'
}
