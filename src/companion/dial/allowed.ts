/**
 * Where lines may lead to. Link-local addresses and those at which clouds tell machines their secrets are
 * left out unless somebody named them: no broker is there, and whoever could use the bridge could read them.
 */
import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { bareHost, urlHost } from '../net/addresses.ts';
import { embeddedIPv4s } from './embeddedIPv4.ts';
import { LineError } from './lineError.ts';

/** `host:port`, `host:*` or `host`, in small letters; paths of Unix sockets as they are. */
export type Allowed = readonly string[];

const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
// Metadata of Alibaba Cloud, Azure and Oracle, beside 169.254.169.254.
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) {
  LINK_LOCAL.addAddress(address, 'ipv4');
}
// AWS's and Google's.
for (const address of ['fd00:ec2::254', 'fd20:ce::254']) LINK_LOCAL.addAddress(address, 'ipv6');

function isLinkLocal(host: string): boolean {
  const bare = host.replace(/%.*$/, '');
  // A number of any form leads where 169.254.169.254 leads.
  const web = `http://${urlHost(bare)}`;
  const plain = URL.canParse(web) ? bareHost(new URL(web).hostname) : bare;
  if (isIP(plain) === 0) return false;
  if (LINK_LOCAL.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return true;
  return embeddedIPv4s(plain).some((address) => LINK_LOCAL.check(address, 'ipv4'));
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

/**
 * The same of a Unix socket: services of this machine listen at such, too.
 * @throws LineError
 */
export function judgePath(path: string, allowed: Allowed | undefined): void {
  if (allowed === undefined || allowed.includes(path)) return;
  throw new LineError({ key: 'not-allowed', args: { host: path, why: 'not-listed' } });
}

const linkLocal = (host: string): LineError =>
  new LineError({ key: 'not-allowed', args: { host, why: 'link-local' } });

/**
 * Looks names up as Node does; what a name leads to is judged, too. Whoever named a name has not named the
 * link-local address that somebody else makes it lead to.
 */
export function judgingLookup(port: number, allowed: Allowed = []): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const found = addresses.find(
        ({ address }) => isLinkLocal(address) && !isNamed(allowed, address, port),
      );
      if (found !== undefined) {
        done(linkLocal(found.address), []);
        return;
      }
      const [first] = addresses;
      if (options.all === true || first === undefined) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
