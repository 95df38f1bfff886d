/** Hosts and ports in addresses, and tests for this machine and this page. */

import { isTabAddress } from '../settings/tabAddress.ts';

/** Origin of the page. */
export interface PageOrigin {
  /** Loaded over HTTPS: such a page must not open ws:// to other machines. */
  readonly secure: boolean;
  /** `host:port` as in `location.host`; empty for a page from a file. */
  readonly host: string;
  /** Path of the folder that has the page, without a final slash; absent: the root. */
  readonly folder?: string;
  /** Its companion opens connections that a browser cannot (`lineSettings.ts`). */
  readonly hasBridge?: boolean;
  /** Port of its companion's broker for MQTT over TCP. */
  readonly mqttPort?: number;
}

/** Without IPv6 brackets and final dot, in lower case. */
function bareHost(host: string): string {
  return host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** `localhost`, `*.localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  if (bare === '::1' || bare === '0:0:0:0:0:0:0:1') return true;
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

/** Folder of the page, from the path of the page or of one of its scripts. A proxy may serve it below `/`. */
export function folderOf(pathname: string): string {
  return pathname.replace(/\/(?:assets\/|src\/(?:[^/]+\/)*)?[^/]*$/, '');
}

/** `wss://host/folder/` of the page, where its companion answers. */
export function pageSocket({ secure, host, folder = '' }: PageOrigin): string {
  return `${secure ? 'wss' : 'ws'}://${host}${folder}/`;
}

/** The host of a page's `location.host`, without its port. */
export function hostOf(hostAndPort: string): string {
  return /^(\[[^\]]*\]|[^:]*)/.exec(hostAndPort)?.[0] ?? '';
}

/**
 * True if a link may open an address without confirmation: the broker in this tab, or the page's own host and
 * port. Any page can send a browser to a link, and services on other ports of this machine are private to the
 * user.
 */
export function isOwnBroker(url: string, page: PageOrigin): boolean {
  if (isTabAddress(url)) return true;
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    return false;
  }
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:') return false;
  if (page.host === '') return false;
  const own = new URL(`${address.protocol}//${page.host}`);
  if (address.port !== own.port) return false;
  if (address.hostname === own.hostname) return true;
  return [address.hostname, own.hostname].every((host) => SAME_MACHINE.has(bareHost(host)));
}

/** On other loopback addresses, such as 127.0.0.2, another program may listen at the same port. */
const SAME_MACHINE: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** True for a name, an IPv4 address, or an IPv6 address in brackets, existing or not. */
export function isHost(text: string): boolean {
  if (/^\[[0-9a-f:.]+\]$/i.test(text)) return URL.canParse(`ws://${text}/`);
  return /^[\p{L}\p{N}._-]+$/u.test(text) && URL.canParse(`ws://${text}/`);
}

/** Parses 1 to 65535 in decimal digits. */
export function portOf(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
