/**
 * Where lines may lead to. Link-local addresses and those at which clouds tell machines their secrets are
 * left out unless somebody named them: no broker is there, and whoever could use the bridge could read them.
 */
import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { bareHost, urlHost } from '../net/addresses.ts';
import { LineError } from './lineError.ts';

/** `host:port`, `host:*` or `host`, in small letters. */
export type Allowed = readonly string[];

const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
// Alibaba Cloud's and AWS's metadata, beside 169.254.169.254.
LINK_LOCAL.addAddress('100.100.100.200', 'ipv4');
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6');
// The same behind NAT64 (RFC 6052).
LINK_LOCAL.addSubnet('64:ff9b::169.254.0.0', 112, 'ipv6');
LINK_LOCAL.addAddress('64:ff9b::100.100.100.200', 'ipv6');

function isLinkLocal(host: string): boolean {
  const bare = host.replace(/%.*$/, '');
  // A number of any form leads where 169.254.169.254 leads.
  const web = `http://${urlHost(bare)}`;
  const plain = URL.canParse(web) ? bareHost(new URL(web).hostname) : bare;
  if (isIP(plain) === 0) return false;
  return LINK_LOCAL.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

const isNamed = (allowed: Allowed, host: string, port: number): boolean =>
  [host, `${host}:*`, `${host}:${port}`, `[${host}]:${port}`, `[${host}]`].some((one) =>
    allowed.includes(one.toLowerCase()),
  );

/**
 * @param allowed undefined: everywhere but link-local
 * @throws LineError
 */
export function judgePlace(host: string, port: number, allowed: Allowed | undefined): void {
  if (allowed !== undefined) {
    if (isNamed(allowed, host, port)) return;
    throw new LineError({ key: 'not-allowed', args: { host, why: 'not-listed' } });
  }
  if (isLinkLocal(host)) throw linkLocal(host);
}

const linkLocal = (host: string): LineError =>
  new LineError({ key: 'not-allowed', args: { host, why: 'link-local' } });

/** Looks names up as Node does; what a name leads to is judged, too. */
export function judgingLookup(allowed: Allowed | undefined): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const found = addresses.find(({ address }) => isLinkLocal(address));
      if (found !== undefined && allowed === undefined) {
        done(linkLocal(found.address), []);
        return;
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
