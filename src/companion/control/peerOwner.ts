/** Finds the owner of the process at the other end of a loopback connection, on Linux. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localPort'>;

/**
 * True if the other end is a process of this user, and on systems other than Linux, which do not report the
 * user.
 */
export function isOwnPeer(socket: Ends): boolean {
  if (process.platform !== 'linux') return true;
  return ownerOf(socket) === process.getuid?.();
}

/** The user id; undefined: not on this machine, or gone. */
export function ownerOf({
  remoteAddress = '',
  remotePort = 0,
  localPort = 0,
}: Ends): number | undefined {
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  const name = address === '::1' ? `${'0'.repeat(24)}01000000` : hexOf(address);
  if (name === undefined) return undefined;
  // A socket for both families lists IPv4 peers as IPv6.
  const near = new RegExp(`^(?:0{16}FFFF0000)?${name}:${port(remotePort)}$`);
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of linesOf(file)) {
      const [, local = '', remote = '', , , , , uid] = line.trim().split(/\s+/);
      if (near.test(local) && remote.endsWith(`:${port(localPort)}`)) return Number(uid);
    }
  }
  return undefined;
}

const LISTENS = '0A';

/** User id of the program that listens at a port. Undefined if there is none or the system does not say. */
export function listenerOwner(at: number): number | undefined {
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of linesOf(file)) {
      const [, local = '', , state, , , , uid] = line.trim().split(/\s+/);
      if (state === LISTENS && local.endsWith(`:${port(at)}`)) return Number(uid);
    }
  }
  return undefined;
}

/** The kernel's notation: the bytes of each 32 bits in reverse order. */
function hexOf(address: string): string | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts
    .map((part) => part.toString(16).padStart(2, '0').toUpperCase())
    .reverse()
    .join('');
}

const port = (number: number): string => number.toString(16).padStart(4, '0').toUpperCase();

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'latin1').split('\n').slice(1);
  } catch {
    // The address family or /proc does not exist.
    return [];
  }
}
