// The light of what this computer sees, for every state and every row of events.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lightNames, lightOf } from '../../../app/model/light.ts'
import { callProgramOf } from '../../../app/model/lights/call-programs.ts'
import { lightSeenHere, localLights, presenceSeenHere } from '../../../app/model/lights/local-light.ts'
import { following } from '../states.ts'

describe('a call program', () => {
  test.each([
    ['Microsoft Teams', 'Microsoft Teams'],
    ['ms-teams', 'Microsoft Teams'],
    ['teams-for-linux', 'Microsoft Teams'],
    ['ZOOM VoiceEngine', 'Zoom'],
    ['zoom', 'Zoom'],
    ['CiscoCollabHost', 'Webex'],
    ['slack', 'Slack'],
    ['91750D7E.Slack', 'Slack'],
    ['Discord', 'Discord'],
    ['WEBRTC VoiceEngine', 'WEBRTC VoiceEngine'],
    ['Microsoft.SkypeApp', 'Skype'],
  ])('%s is %s, in any letter case', (name, program) => {
    for (const written of [name, name.toLowerCase(), name.toUpperCase()])
      expect(callProgramOf(written)).toBe(program)
  })

  test.each([
    null,
    '',
    'Google Chrome input',
    'chrome',
    'msedge',
    'Firefox',
    'Audacity',
    'obs64',
    'Microsoft.WindowsSoundRecorder',
    'Teams Backup',
    'my zoom',
    'constructor',
    '__proto__',
  ])('%j is none', (name) => {
    expect(callProgramOf(name)).toBeNull()
  })
})

const callNames = ['Microsoft Teams', 'ms-teams', 'zoom', 'CiscoCollabHost', 'slack', 'Discord']
const otherNames = [null, 'Audacity', 'Google Chrome input', 'firefox']

describe('the light', () => {
  const program = fc.constantFrom(...callNames, ...otherNames)
  const seen = fc.record({
    programs: fc.array(program, { maxLength: 6 }),
    locked: fc.boolean(),
    idle: fc.boolean(),
  })

  test('a call before a lock and idle time, these before available', () => {
    fc.assert(
      fc.property(seen, ({ programs, locked, idle }) => {
        const inCall = programs.some((name) => name !== null && callNames.includes(name))
        const light = inCall ? 'in-a-call' : locked || idle ? 'away' : 'available'
        expect(lightSeenHere({ programs, locked, idle })).toBe(light)
      }),
    )
  })

  test('after any events it depends only on what is seen last', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('program' as const), name: program, on: fc.boolean() }),
      fc.record({ kind: fc.constant('lock' as const), on: fc.boolean() }),
      fc.record({ kind: fc.constant('idle' as const), on: fc.boolean() }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let now: Parameters<typeof lightSeenHere>[0] = { programs: [], locked: false, idle: false }
        for (const one of events) {
          const before = lightSeenHere(now)
          if (one.kind === 'lock') now = { ...now, locked: one.on }
          else if (one.kind === 'idle') now = { ...now, idle: one.on }
          else {
            const others = now.programs.filter((name) => name !== one.name)
            now = { ...now, programs: one.on ? [...others, one.name] : others }
          }
          const after = lightSeenHere(now)
          // Neither a lock nor idle time ends a call, and another program begins none.
          if (one.kind !== 'program') expect(after === 'in-a-call').toBe(before === 'in-a-call')
          else if (callProgramOf(one.name) === null) expect(after).toBe(before)
          else if (one.on) expect(after).toBe('in-a-call')
        }
      }),
    )
  })

  test.each(localLights)('%s has a name and an icon of its own', (light) => {
    const state = following(presenceSeenHere(light))
    const local = lightOf({ ...state, session: { kind: 'this-computer' } })
    expect(local).toMatchObject({ name: `${light}-local`, shape: light, local: true, stale: false })
    expect(lightNames).toContain(local.name)
    expect(lightOf(state)).toMatchObject({ name: light, local: false })
  })
})
