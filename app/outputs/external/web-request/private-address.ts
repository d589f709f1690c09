// Which addresses http may be sent to, and a lookup that returns only those.
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Addresses of this computer and of local networks: loopback and link-local ("Special-Purpose IP Address Registries",
 * RFC 6890), private ("Address Allocation for Private Internets", RFC 1918), unique local ("Unique Local IPv6 Unicast
 * Addresses", RFC 4193). An IPv4-mapped IPv6 address counts as its IPv4 address (BlockList). Not 100.64.0.0/10, which
 * providers share among their customers (RFC 6598).
 */
const privateAddresses = new BlockList()
privateAddresses.addSubnet('127.0.0.0', 8, 'ipv4')
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4')
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4')
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4')
privateAddresses.addSubnet('169.254.0.0', 16, 'ipv4')
privateAddresses.addAddress('::1', 'ipv6')
privateAddresses.addSubnet('fc00::', 7, 'ipv6')
privateAddresses.addSubnet('fe80::', 10, 'ipv6')

/** Whether `address` is an IP address of this computer or a local network. A zone, as in "fe80::1%eth0", is ignored. */
export function isPrivateAddress(address: string): boolean {
  const [bare = ''] = address.split('%')
  const version = isIP(bare)
  return version !== 0 && privateAddresses.check(bare, version === 4 ? 'ipv4' : 'ipv6')
}

/** The host is not a private address, nor a name with one. */
export class PublicAddress extends Error {
  override name = 'PublicAddress'
}

/**
 * A lookup for a connection, which then uses one of the addresses that were checked: a name that resolves to another address
 * a moment later (DNS rebinding) has no effect. Leaves out addresses that are not private, as a device with IPv6 also announces
 * its global ones ("Multicast DNS", RFC 6762, 6.2). Fails with a PublicAddress if none is left.
 */
export const privateLookup =
  (lookup: typeof systemLookup = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const privateOnes = addresses.filter(({ address }) => isPrivateAddress(address))
      const [first] = privateOnes
      if (!first) return callback(new PublicAddress(hostname), '')
      if (options.all) return callback(null, privateOnes)
      callback(null, first.address, first.family)
    })
  }
