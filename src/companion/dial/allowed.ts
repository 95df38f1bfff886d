/**
 * Restricts the destinations of lines. Link-local addresses, the addresses of clouds' metadata services and Unix
 * sockets are forbidden unless `--bridge-allow` names them. No broker listens at those addresses, a page could read
 * the machine's secrets through the bridge, and the socket of a container engine gives its clients the machine.
 */
import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { bareHost, canonicalAddress, urlHost } from '../net/addresses.ts';
import { LineError } from './lineError.ts';

/** `host:port`, `host:*` or `host` in lower case; paths of Unix sockets unchanged. */
export type Allowed = readonly string[];

/** Node's resolver, or that of a test. */
export type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface Destinations {
  /** undefined: everywhere except link-local addresses and Unix sockets. */
  readonly allowed: Allowed | undefined;
  readonly resolve?: Resolve | undefined;
}

/** Link-local networks and other addresses of clouds' metadata services. */
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
/** The last 32 bits are an IPv4 address, which a gateway of the network translates to (RFC 6052). */
const NAT64 = new BlockList();
NAT64.addSubnet('64:ff9b::', 96, 'ipv6');

/** Names of the same services. A proxy would resolve them, so their addresses are not seen here. */
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
  // The resolver accepts decimal, octal and hexadecimal addresses, and ignores a trailing dot.
  const web = `http://${urlHost(bare)}`;
  const plain = URL.canParse(web) ? bareHost(new URL(web).hostname) : bare;
  if (isIP(plain) === 0) return FORBIDDEN_NAMES.has(plain.toLowerCase().replace(/\.$/, ''));
  const address = canonicalAddress(plain);
  if (!isIPv6(address)) return FORBIDDEN.check(address, 'ipv4');
  if (!NAT64.check(address, 'ipv6')) return FORBIDDEN.check(address, 'ipv6');
  const behind = canonicalAddress(address.replace(/^64:ff9b::/, '::ffff:'));
  return !isIPv6(behind) && FORBIDDEN.check(behind, 'ipv4');
}

const isNamed = (allowed: Allowed, host: string, port: number): boolean =>
  [host, `${host}:*`, `${host}:${port}`, `[${host}]:${port}`, `[${host}]`].some((one) =>
    allowed.includes(one.toLowerCase()),
  );

const isPath = (place: string): boolean => place.startsWith('/');

/**
 * Only named hosts exclude others, named sockets do not.
 * @param allowed undefined: everywhere except link-local
 * @throws LineError
 */
export function judgePlace(host: string, port: number, allowed: Allowed | undefined): void {
  if (allowed !== undefined && (allowed.length === 0 || !allowed.every(isPath))) {
    if (isNamed(allowed, host, port)) return;
    throw new LineError({ key: 'not-allowed', args: { host, why: 'not-listed' } });
  }
  if (isForbidden(host)) throw linkLocal(host);
}

/**
 * Allows a Unix socket only if it is named, because services that trust every client of this machine listen at those.
 * @throws LineError
 */
export function judgePath(path: string, allowed: Allowed | undefined): void {
  if (allowed?.includes(path) === true) return;
  throw new LineError({ key: 'not-allowed', args: { host: path, why: 'socket' } });
}

const linkLocal = (host: string): LineError =>
  new LineError({ key: 'not-allowed', args: { host, why: 'link-local' } });

/**
 * Resolves names like Node and checks the resulting addresses. Allowing a name does not allow a link-local
 * address that the name's owner makes it resolve to.
 * @param resolved called when the resolver has found the name
 */
export function judgingLookup(
  port: number,
  { allowed = [], resolve = lookup }: Destinations,
  resolved: () => void = () => undefined,
): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      resolved();
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
