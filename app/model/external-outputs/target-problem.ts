// Why an output cannot be added with what was entered. Pure, and without a library: the window imports this file.
import type { Problem } from '../problems/problem.ts'
import type { OutputTarget } from './output-target.ts'
import { programProblem } from './program-file.ts'
import { webRequestProblem } from './web-request-text.ts'

/** Null if it can be tried. Secrets that were not entered now are not checked: they were when they were entered. */
export function targetProblem(
  target: OutputTarget,
  { address = 'https://localhost/', headers = '' }: { address?: string; headers?: string },
  platform: NodeJS.Platform,
): Problem | null {
  switch (target.kind) {
    case 'web-request':
      return webRequestProblem({ address, headers, body: target.method === 'GET' ? '' : target.body })
    case 'program':
      return programProblem(target.file, platform)
    case 'mqtt':
    case 'hue':
    case 'wled':
    case 'usb':
      return null
    default:
      return target satisfies never
  }
}
