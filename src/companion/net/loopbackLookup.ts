/** Resolves every name to this machine's loopback addresses (RFC 6761, 6.3), without the resolver. */
import type { LookupFunction } from 'node:net';

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

export const loopbackLookup: LookupFunction = (_host, { all, family }, done) => {
  const wanted = family === 6 || family === 'IPv6' ? LOOPBACK.slice(1) : LOOPBACK;
  const [first] = wanted;
  if (all === true || first === undefined) done(null, wanted);
  else done(null, first.address, first.family);
};
