// Whether this computer has the IPv6 loopback address.
import { networkInterfaces } from 'node:os'

export const hasIpv6 = Object.values(networkInterfaces()).some((ones) =>
  ones?.some(({ address }) => address === '::1'),
)
