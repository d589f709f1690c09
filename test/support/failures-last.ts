// A reporter that names at the very end what has failed, so that the end of a log tells.
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** What each of its lines begins with. */
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

/** In one line, with the seed that fast-check names in its second one. */
const briefly = (message: string): string => message.replace(/\s+/g, ' ').slice(0, 200)

export const failuresLast: Reporter = {
  onTestRunEnd(modules, errors) {
    const lines = [
      ...modules.flatMap(failuresOf),
      ...errors.map(({ message }) => line('outside every test', '', message)),
    ]
    // Other reporters may still have something to say.
    process.once('exit', () => process.stdout.write(lines.map((text) => `${text}\n`).join('')))
  },
}
