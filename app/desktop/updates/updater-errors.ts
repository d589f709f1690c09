// Errors that electron-updater throws while it handles a response. In Electron's callbacks they would end the program.
import type { EventEmitter } from 'node:events'
import { z } from 'zod'

interface RequestMaker {
  createRequest(options: unknown, onResponse: (response: unknown) => void): EventEmitter
}

const makesRequests = (value: unknown): value is RequestMaker =>
  typeof value === 'object' && value !== null && 'createRequest' in value

/**
 * Makes a request fail when its callback throws, for example at an invalid `Location` (6.8.10, HttpExecutor.doDownload).
 * Throws if `updater` does not make its requests like that version.
 */
export function failOnThrow(updater: object): void {
  const requests: unknown = Reflect.get(updater, 'httpExecutor')
  if (!makesRequests(requests)) throw new Error('electron-updater makes its requests in another way')
  const createRequest = requests.createRequest.bind(requests)
  requests.createRequest = (options, onResponse) => {
    const request = createRequest(options, (response) => {
      try {
        onResponse(response)
      } catch (error) {
        request.emit('error', error)
      }
    })
    return request
  }
}

const codeSchema = z.object({ code: z.string().regex(/^ERR_UPDATER_\w+$/) })

/**
 * electron-updater's error code for an invalid update file; null for any other error. A value of a wrong type in that
 * file causes a TypeError without a code (6.8.10, parseUpdateInfo).
 */
export function updateFileError(error: unknown): string | null {
  const { data } = codeSchema.safeParse(error)
  if (data) return data.code
  return error instanceof TypeError ? 'ERR_UPDATER_INVALID_UPDATE_INFO' : null
}
