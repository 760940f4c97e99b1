import { lookup as lookupAddresses } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why a connection was not made: the name leads to an address that is not on the public internet. */
export const PRIVATE_ADDRESS = 'EPRIVATE';

/** Global unicast, the only IPv6 addresses that are given out. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet: not loopback, private, link-local (cloud metadata), shared (CGNAT),
 * unique local, multicast, reserved, nor an IPv6 form that carries or leads to an IPv4 one.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

/**
 * A `lookup` for sockets that gives only public addresses. The socket connects to what it gives, so nothing can change
 * between check and connection. One private address among several spoils the name.
 */
export function guardedLookup(isAllowed: (address: string) => boolean = isPublicAddress): LookupFunction {
  return (host, options, done) => {
    lookupAddresses(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      if (found.length === 0 || !found.every(({ address }) => isAllowed(address))) {
        return done(Object.assign(new Error('not a public address'), { code: PRIVATE_ADDRESS }), []);
      }
      const [first] = found;
      if (options.all || first === undefined) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}
