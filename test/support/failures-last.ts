// A reporter that prints all failures at the very end of the log.
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** The prefix of each line. */
export const FAILED = 'FAILED '

function failuresOf(module: TestModule): string[] {
  const ofFile = module.errors().map(({ message }) => line(module.relativeModuleId, '', message))
  const ofTests = [...module.children.allTests('failed')].map((test) =>
    line(module.relativeModuleId, `${test.fullName}, after ${secondsOf(test)} s`, firstError(test)),
  )
  return [...ofFile, ...ofTests]
}

const firstError = (test: TestCase): string => test.result().errors?.[0]?.message ?? ''

const secondsOf = (test: TestCase): string => ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1)

const line = (file: string, test: string, message: string): string =>
  `${FAILED}${file}${test && ` > ${test}`}: ${briefly(message)}`

/** In one line, with the seed from fast-check's second line. */
const briefly = (message: string): string => message.replace(/\s+/g, ' ').slice(0, 200)

export const failuresLast: Reporter = {
  onTestRunEnd(modules, errors) {
    const lines = [
      ...modules.flatMap(failuresOf),
      ...errors.map(({ message }) => line('outside every test', '', message)),
    ]
    // Other reporters may still print.
    process.once('exit', () => process.stdout.write(lines.map((text) => `${text}\n`).join('')))
  },
}
