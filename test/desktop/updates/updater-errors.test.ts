// When electron-updater throws while handling a response, the request fails and the program keeps running.
import { EventEmitter } from 'node:events'
import electronUpdater from 'electron-updater'
import { expect, test } from 'vitest'
import { failOnThrow } from '../../../app/desktop/updates/updater-errors.ts'

test('the request fails with the error that its callback throws', () => {
  const request = new EventEmitter()
  let respond = (_response: unknown) => {}
  const updater = {
    httpExecutor: {
      createRequest(_options: unknown, onResponse: (response: unknown) => void) {
        respond = onResponse
        return request
      },
    },
  }
  failOnThrow(updater)
  const errors: unknown[] = []
  const failing = updater.httpExecutor.createRequest({}, () => new URL('http://['))
  failing.on('error', (error) => errors.push(error))
  respond({})
  expect(errors).toEqual([expect.objectContaining({ code: 'ERR_INVALID_URL' })])
})

test('an electron-updater that makes its requests in another way is detected', () => {
  expect(() => failOnThrow({})).toThrow('another way')
  expect(electronUpdater).toHaveProperty('AppUpdater')
})
