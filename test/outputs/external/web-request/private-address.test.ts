// http is sent to private addresses only, whatever a name resolves to and whenever.
import type { LookupAddress, lookup } from 'node:dns'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isPrivateAddress,
  PublicAddress,
  privateLookup,
} from '../../../../app/outputs/external/web-request/private-address.ts'

const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
/** The first and the last address of each range. */
const ranges = [
  ['10.0.0.0', '10.255.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.168.0.0', '192.168.255.255'],
] as const
const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const isInRange = (value: number) =>
  ranges.some(([first, last]) => value >= numberOf(first) && value <= numberOf(last))
/** Any address, those of the ranges, and those beside their ends. */
const ipv4 = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  ...ranges.map(([first, last]) => fc.integer({ min: numberOf(first) - 2, max: numberOf(last) + 2 })),
)

test('an IPv4 address is private in the ranges, and nowhere else; mapped to IPv6 too', () => {
  fc.assert(
    fc.property(ipv4, (value) => {
      const address = dotted(value)
      const hexadecimal = `::ffff:${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`
      for (const written of [address, `::ffff:${address}`, hexadecimal, `0:0:0:0:0:FFFF:${address}`])
        expect(isPrivateAddress(written), written).toBe(isInRange(value))
      // The deprecated IPv4-compatible form, NAT64 and 6to4 reach other hosts.
      for (const written of [`::${address}`, `64:ff9b::${address}`, `2002:${hexadecimal.slice(7)}::1`])
        expect(isPrivateAddress(written), written).toBe(written === '::0.0.0.1')
    }),
    { numRuns: 1000 },
  )
})

test('an IPv6 address is private by its first bits', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  fc.assert(
    fc.property(fc.tuple(group, group, group, group, group, group, group, group), (groups) => {
      // With a first group other than 0, it is neither the loopback address nor mapped.
      const [first] = groups
      fc.pre(first !== 0)
      const address = groups.map((one) => one.toString(16)).join(':')
      const isPrivate = (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80
      expect(isPrivateAddress(address), address).toBe(isPrivate)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ...['::1', '0:0:0:0:0:0:0:1', 'fc00::', 'fdff:ffff::1', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'fe80::1%2'],
  ...['FE80::1', '::ffff:127.0.0.1'],
])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))

test.each([
  ...[
    '::',
    '::2',
    'fbff::1',
    'fe00::1',
    'fe7f::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '0.0.0.0',
    '100.64.0.1',
  ],
  ...['255.255.255.255', '224.0.0.1', '8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111%lo'],
  ...[
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '2130706433',
    '10.0.0.1:80',
    '[::1]',
    ' 127.0.0.1',
  ],
])('%j is not private', (address) => expect(isPrivateAddress(address)).toBe(false))

describe('a name', () => {
  /** A resolver that answers with `addresses`. */
  const answering = (addresses: LookupAddress[]) =>
    ((_name: string, _options: object, done: (...results: unknown[]) => void) =>
      done(null, addresses)) as unknown as typeof lookup
  const resolved = (resolver: typeof lookup, all: boolean) =>
    new Promise<unknown>((resolve) => {
      privateLookup(resolver)('name.example', { all }, (error, address) => resolve(error ?? address))
    })
  const local: LookupAddress[] = [
    { address: '192.168.1.20', family: 4 },
    { address: 'fd00::20', family: 6 },
  ]

  test('with private addresses only resolves to those', async () => {
    expect(await resolved(answering(local), true)).toEqual(local)
    expect(await resolved(answering(local), false)).toBe('192.168.1.20')
  })

  test.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111', '0.0.0.0', '64:ff9b::c0a8:101'])(
    'with %s among its addresses is refused, wherever it is',
    async (address) => {
      const outside = { address, family: address.includes(':') ? 6 : 4 }
      for (const addresses of [[outside], [outside, ...local], [...local, outside]]) {
        for (const all of [true, false])
          expect(await resolved(answering(addresses), all)).toBeInstanceOf(PublicAddress)
      }
    },
  )

  test('without an address, or unknown, is an error', async () => {
    expect(await resolved(answering([]), true)).toBeInstanceOf(Error)
    const failing = ((_name: string, _options: object, done: (error: Error) => void) =>
      done(new Error('ENOTFOUND'))) as unknown as typeof lookup
    expect(await resolved(failing, true)).toEqual(new Error('ENOTFOUND'))
  })
})
