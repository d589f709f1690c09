import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPresence } from '../../../app/microsoft/graph/graph-presence.ts'
import { lightNames, lightOf } from '../../../app/model/light.ts'
import { presenceSchema } from '../../../app/model/presence.ts'
import { statusLine } from '../../../words/status.ts'
import { wordsIn } from '../../../words/words.ts'
import { lightCases } from '../../model/cases.ts'
import { presenceIn } from '../../model/presence-in.ts'
import { following } from '../../model/states.ts'

describe('parsing Graph’s JSON', () => {
  test.each(lightCases)('$name', ({ body, light, outOfOffice, messageAsText }) => {
    const presence = presenceIn(body)
    expect(lightOf(following(presence)).name).toBe(light)
    expect(presence.outOfOffice.isOutOfOffice).toBe(outOfOffice)
    if (messageAsText !== undefined) expect(presence.outOfOffice.message).toBe(messageAsText)
  })

  test('keeps line breaks, the status message, its expiry and the work location', () => {
    const several = lightCases.find(({ name }) => name.includes('several lines'))
    expect(presenceIn(several?.body).outOfOffice.message).toBe(
      'I am on leave until 7 December.\nFor urgent matters please call the service desk.',
    )
    const status = lightCases.find(({ name }) => name.includes('status message'))
    expect(readPresence(status?.body)).toMatchObject({
      statusMessage: {
        text: 'Heads down on the release',
        expiry: { kind: 'moment', at: Date.parse('2026-11-24T01:00:00Z') },
      },
      workLocation: 'remote',
      outOfOffice: { message: null },
    })
  })

  test.each([
    ['At lunch<pinnednote></pinnednote>', 'At lunch'],
    ['<p>At lunch</p><pinnednote></pinnednote>', 'At lunch'],
    ['<pinnednote></pinnednote>', undefined],
    ['<PinnedNote/>1 < 2 <pinnednote x="y"> </pinnednote>', '1 < 2'],
  ])('without Teams’ mark of a pinned message: %s', (content, text) => {
    expect(
      presenceIn({ availability: 'Busy', statusMessage: { message: { content } } }).statusMessage?.text,
    ).toBe(text)
  })

  test('a field of a wrong type does not affect the others', () => {
    const presence = readPresence({
      availability: 'Busy',
      activity: 7,
      outOfOfficeSettings: { isOutOfOffice: 'yes', message: ['x'] },
      statusMessage: { message: { content: 'Here' }, expiryDateTime: 'soon' },
      workLocation: { workLocationType: 'moon' },
    })
    expect(presence).toEqual({
      availability: 'Busy',
      activity: '',
      outOfOffice: { isOutOfOffice: false, message: null },
      statusMessage: { text: 'Here', expiry: null },
      workLocation: null,
    })
  })

  test.each([
    // What programs write for a message that never expires, and an unset date of .NET.
    ['9999-12-30T23:00:00.0000000', 'UTC', false],
    ['9999-12-31T23:59:59.9999999', 'Pacific Standard Time', false],
    ['0001-01-01T00:00:00.0000000', 'UTC', false],
    ['2999-12-31T00:00:00', 'UTC', true],
    ['2026-11-23T17:00:00.0000000', 'Pacific Standard Time', true],
  ])('a message until %s in %s has an end: %s', (dateTime, timeZone, hasEnd) => {
    const statusMessage = { message: { content: 'Here' }, expiryDateTime: { dateTime, timeZone } }
    expect(presenceIn({ availability: 'Busy', statusMessage }).statusMessage).toEqual({
      text: 'Here',
      expiry: hasEnd ? { kind: 'moment', at: expect.any(Number) } : null,
    })
  })

  // Values that partly look like a presence, so that every field is tried with every value.
  const word = fc.oneof(
    fc.constantFrom('Available', 'inACall', 'DONOTDISTURB', 'InACall + OOF', 'Daydreaming'),
    fc.anything(),
  )
  const presenceLike = fc.record(
    {
      availability: word,
      activity: word,
      outOfOfficeSettings: fc.oneof(
        fc.record({ isOutOfOffice: fc.anything(), message: fc.anything() }),
        fc.anything(),
      ),
      statusMessage: fc.oneof(
        fc.record({
          message: fc.oneof(fc.record({ content: fc.anything() }), fc.anything()),
          expiryDateTime: fc.anything(),
        }),
        fc.anything(),
      ),
      workLocation: fc.oneof(fc.record({ workLocationType: fc.anything() }), fc.anything()),
    },
    { requiredKeys: [] },
  )

  test('never throws for any JSON value, and every result has a light and words', () => {
    const words = [wordsIn('en'), wordsIn('ru')]
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), presenceLike), (json) => {
        const presence = readPresence(json)
        if (!presence) return
        presenceSchema.parse(presence)
        const state = following(presence)
        expect(lightNames).toContain(lightOf(state).name)
        for (const language of words)
          expect(statusLine(state, lightOf(state), language, Date.now())).toMatch(/\p{L}/u)
      }),
      { numRuns: 1000 },
    )
  })

  test('cuts a message of a megabyte, deeply nested HTML and half an emoji', () => {
    const long = presenceIn({
      availability: 'Away',
      outOfOfficeSettings: { isOutOfOffice: true, message: 'x'.repeat(1_000_000) },
    })
    expect(long.outOfOffice.message).toHaveLength(20_000)
    const deep = presenceIn({
      availability: 'Away',
      outOfOfficeSettings: { isOutOfOffice: true, message: '<div>'.repeat(20_000) },
    })
    expect(deep.outOfOffice.message ?? '').not.toContain('<')
    const emoji = presenceIn({
      availability: 'Away',
      outOfOfficeSettings: { isOutOfOffice: true, message: `${'x'.repeat(19_998)}🙂🙂` },
    })
    expect(emoji.outOfOffice.message).toBe(`${'x'.repeat(19_998)}…`)
  })
})
