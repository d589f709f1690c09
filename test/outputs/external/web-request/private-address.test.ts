// http is sent to private addresses only, whatever a name resolves to and whenever.
import type { LookupAddress, lookup } from 'node:dns'
import { type AddressInfo, connect, createServer, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
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
  const withFamily = (address: string): LookupAddress => ({ address, family: isIP(address) })
  const local = ['192.168.1.20', 'fd00::20'].map(withFamily)

  test('with private addresses only resolves to those', async () => {
    expect(await resolved(answering(local), true)).toEqual(local)
    expect(await resolved(answering(local), false)).toBe('192.168.1.20')
  })

  test.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111', '0.0.0.0', '64:ff9b::c0a8:101'])(
    'with %s among its addresses is connected without it, wherever it is',
    async (address) => {
      const outside = withFamily(address)
      for (const addresses of [
        [outside, ...local],
        [...local, outside],
        [outside, ...local, outside],
      ]) {
        expect(await resolved(answering(addresses), true)).toEqual(local)
        expect(await resolved(answering(addresses), false)).toBe('192.168.1.20')
      }
      for (const all of [true, false])
        expect(await resolved(answering([outside]), all)).toBeInstanceOf(PublicAddress)
    },
  )

  test('of a computer in a home with IPv6 resolves to its private addresses', async () => {
    const home = ['192.168.178.20', 'fd12::20', '2003:e1:2:3::20'].map(withFamily)
    expect(await resolved(answering(home.toReversed()), true)).toEqual([home[1], home[0]])
    expect(await resolved(answering(home.toReversed()), false)).toBe('fd12::20')
  })

  test('whatever it resolves to: exactly the private addresses, or refused', async () => {
    const anyAddress = fc.oneof(fc.ipV4(), fc.ipV6(), ipv4.map(dotted), fc.constantFrom('fd00::1', 'fe80::1'))
    await fc.assert(
      fc.asyncProperty(fc.array(anyAddress.map(withFamily), { maxLength: 5 }), async (addresses) => {
        const expected = addresses.filter(({ address }) => isPrivateAddress(address))
        const outcomes = await Promise.all([true, false].map((all) => resolved(answering(addresses), all)))
        if (expected.length > 0) expect(outcomes).toEqual([expected, expected[0]?.address])
        else for (const outcome of outcomes) expect(outcome).toBeInstanceOf(PublicAddress)
      }),
    )
  })

  test.each([true, false])(
    'is connected at its private address, with a lookup of all of them: %s',
    async (autoSelectFamily) => {
      const server = createServer((socket) => socket.end('here'))
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      onTestFinished(() => void server.close())
      const { port } = server.address() as AddressInfo
      // The addresses of documentation: 192.0.2.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849).
      const lookup = privateLookup(answering(['2001:db8::1', '192.0.2.1', '127.0.0.1'].map(withFamily)))
      const socket = connect({ host: 'name.example', port, lookup, autoSelectFamily })
      expect((await socket.toArray()).join('')).toBe('here')
    },
  )

  test('without an address, or unknown, is an error', async () => {
    expect(await resolved(answering([]), true)).toBeInstanceOf(Error)
    const failing = ((_name: string, _options: object, done: (error: Error) => void) =>
      done(new Error('ENOTFOUND'))) as unknown as typeof lookup
    expect(await resolved(failing, true)).toEqual(new Error('ENOTFOUND'))
  })
})
