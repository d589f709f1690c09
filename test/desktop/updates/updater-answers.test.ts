// What electron-updater throws over an answer fails the request, not the program.
import { EventEmitter } from 'node:events'
import electronUpdater from 'electron-updater'
import { expect, test } from 'vitest'
import { catchInAnswers } from '../../../app/desktop/updates/updater-answers.ts'

test('a throw becomes the error of the request', () => {
  const request = new EventEmitter()
  let answer = (_answer: unknown) => {}
  const updater = {
    httpExecutor: {
      createRequest(_options: unknown, onAnswer: (answer: unknown) => void) {
        answer = onAnswer
        return request
      },
    },
  }
  catchInAnswers(updater)
  const errors: unknown[] = []
  const made = updater.httpExecutor.createRequest({}, () => new URL('http://['))
  made.on('error', (error) => errors.push(error))
  answer({})
  expect(errors).toEqual([expect.objectContaining({ code: 'ERR_INVALID_URL' })])
})

test('another electron-updater is noticed', () => {
  expect(() => catchInAnswers({})).toThrow('another way')
  expect(electronUpdater).toHaveProperty('AppUpdater')
})
