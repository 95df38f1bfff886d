/**
 * Places that lines may lead to. Link-local addresses and those at which clouds answer with the secrets of a
 * machine are forbidden unless `--bridge-allow` names them. No broker listens there, and a page could read
 * the secrets through the bridge.
 */
import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { bareHost, urlHost } from '../net/addresses.ts';
import { embeddedIPv4s } from './embeddedIPv4.ts';
import { LineError } from './lineError.ts';

/** `host:port`, `host:*` or `host`, in small letters; paths of Unix sockets as they are. */
export type Allowed = readonly string[];

/** Link-local networks, and addresses beside them at which clouds answer with the secrets of a machine. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4');
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addAddress('100.100.100.200', 'ipv4'); // Alibaba Cloud
FORBIDDEN.addAddress('fd00:100::100:200', 'ipv6');
FORBIDDEN.addSubnet('fd00:ec2::', 32, 'ipv6'); // AWS
FORBIDDEN.addAddress('168.63.129.16', 'ipv4'); // Azure
FORBIDDEN.addAddress('fd20:ce::254', 'ipv6'); // Google Cloud
FORBIDDEN.addAddress('fd00:a9fe:a9fe::1', 'ipv6'); // Linode
FORBIDDEN.addAddress('192.0.0.192', 'ipv4'); // Oracle Cloud
FORBIDDEN.addAddress('fd00:c1::a9fe:a9fe', 'ipv6');
FORBIDDEN.addAddress('fd00:42::42', 'ipv6'); // Scaleway
FORBIDDEN.addAddress('100.80.80.80', 'ipv4'); // UCloud
FORBIDDEN.addAddress('100.96.0.96', 'ipv4'); // Volcengine

/** Names of the same services. A proxy would look them up, so their addresses are not seen here. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set([
  'api.metadata.cloud.ibm.com',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
]);

function isForbidden(host: string): boolean {
  const bare = host.replace(/%.*$/, '');
  // The resolver reads decimal, octal and hexadecimal numbers as addresses, and ignores a dot at the end.
  const web = `http://${urlHost(bare)}`;
  const plain = URL.canParse(web) ? bareHost(new URL(web).hostname) : bare;
  if (isIP(plain) === 0) return FORBIDDEN_NAMES.has(plain.toLowerCase().replace(/\.$/, ''));
  if (FORBIDDEN.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) return true;
  return embeddedIPv4s(plain).some((address) => FORBIDDEN.check(address, 'ipv4'));
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
  if (isForbidden(host)) throw linkLocal(host);
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
        ({ address }) => isForbidden(address) && !isNamed(allowed, address, port),
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
