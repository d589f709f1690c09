// A made-up workday that needs no account: it shows every light within two minutes, and then starts again.

import { type DemoDay, type DemoScene, plainPresence } from '../model/following.ts'
import type { Presence } from '../model/presence.ts'
import { failed, ok, signInNeeded } from '../model/problems/problem.ts'
import type { Clock } from '../model/timing/clock.ts'

/** 17 scenes of 7 s make 119 s. */
export const SCENE_MS = 7000

const away = 'I am on leave until 7 December.\nFor urgent matters please call the service desk.'

function scene(availability: string, activity: string, more: Partial<Presence> = {}): DemoScene {
  return { kind: 'answer', answer: ok({ ...plainPresence({ availability, activity }), ...more }) }
}

const outOfOffice = { outOfOffice: { isOutOfOffice: true, message: away } }

export const demoScenes: readonly DemoScene[] = [
  scene('Available', 'Available', {
    statusMessage: { text: 'Heads down on the release', expiry: null },
    workLocation: 'remote',
  }),
  scene('Busy', 'InACall', { workLocation: 'remote' }),
  scene('Busy', 'InAMeeting'),
  scene('DoNotDisturb', 'Presenting'),
  scene('DoNotDisturb', 'Focusing'),
  scene('BeRightBack', 'BeRightBack'),
  scene('Away', 'Away'),
  scene('Available', 'OutOfOffice', outOfOffice),
  scene('Busy', 'InACall', outOfOffice),
  scene('Busy', 'InAMeeting', outOfOffice),
  scene('DoNotDisturb', 'Presenting', outOfOffice),
  scene('Away', 'Away', outOfOffice),
  scene('PresenceUnknown', 'PresenceUnknown'),
  { kind: 'answer', answer: failed(signInNeeded()) },
  { kind: 'pretence', pretending: 'signed-out' },
  { kind: 'pretence', pretending: 'paused' },
  scene('Offline', 'OffWork'),
]

export function createDemoDay(clock: Clock): DemoDay {
  let number = 0
  let cancel = () => {}
  const now = (): DemoScene => demoScenes[number % demoScenes.length] ?? scene('', '')
  return {
    intervalMs: SCENE_MS * 2,
    async myPresence() {
      const current = now()
      return current.kind === 'answer' ? current.answer : failed({ kind: 'offline', next: 'waits' })
    },
    play(onScene) {
      const next = () => {
        number += 1
        cancel = clock.after(SCENE_MS, next)
        onScene(now())
      }
      number = 0
      cancel = clock.after(SCENE_MS, next)
      onScene(now())
    },
    stop: () => cancel(),
  }
}
