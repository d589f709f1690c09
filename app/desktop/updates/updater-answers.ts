// What electron-updater does with a server's answer, in Electron's own callbacks: there a throw would end the program.
import type { EventEmitter } from 'node:events'
import { z } from 'zod'

interface Requests {
  createRequest(options: unknown, onAnswer: (answer: unknown) => void): EventEmitter
}

const makesRequests = (value: unknown): value is Requests =>
  typeof value === 'object' && value !== null && 'createRequest' in value

/**
 * A `Location` that is no address is enough (6.8.10, HttpExecutor.doDownload). From now on it is the request that fails.
 * Throws where `updater` does not make its requests as that version does.
 */
export function catchInAnswers(updater: object): void {
  const requests: unknown = Reflect.get(updater, 'httpExecutor')
  if (!makesRequests(requests)) throw new Error('electron-updater makes its requests in another way')
  const createRequest = requests.createRequest.bind(requests)
  requests.createRequest = (options, onAnswer) => {
    const request = createRequest(options, (answer) => {
      try {
        onAnswer(answer)
      } catch (error) {
        request.emit('error', error)
      }
    })
    return request
  }
}

const codeSchema = z.object({ code: z.string().regex(/^ERR_UPDATER_\w+$/) })

/**
 * electron-updater's own name for what is wrong with an answer about versions; null for any other error. Where that has
 * the right names with anything in them, it stumbles with a TypeError about its own insides (6.8.10, parseUpdateInfo).
 */
export function faultInAnswer(error: unknown): string | null {
  const { data } = codeSchema.safeParse(error)
  if (data) return data.code
  return error instanceof TypeError ? 'ERR_UPDATER_INVALID_UPDATE_INFO' : null
}
