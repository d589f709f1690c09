// Whether this computer has the loopback address of IPv6.
import { networkInterfaces } from 'node:os'

export const hasIpv6 = Object.values(networkInterfaces()).some((ones) =>
  ones?.some(({ address }) => address === '::1'),
)
