/** Selects a tap's target by the requested server name. */
import { isIP } from 'node:net';
import type { LineTarget } from '../../connection/bridge/bridgeProtocol.ts';
import { lineAddress } from '../dial/address.ts';
import type { Allowed } from '../dial/allowed.ts';
import { brokerUrl } from '../dial/brokerUrl.ts';
import { isEveryHost, isLoopbackHost } from '../net/addresses.ts';

export interface NamedTarget {
  /** A server name (SNI), or a wildcard `*.` with the rest; undefined: any other. */
  readonly name: string | undefined;
  readonly target: LineTarget;
}

/** Parses `URL` or `NAME=URL`, where the scheme may be missing; undefined if invalid. */
export function namedTarget(text: string): NamedTarget | undefined {
  const [, name, address = ''] = /^(?:([A-Za-z0-9*._-]+)=)?(.*)$/s.exec(text) ?? [];
  const url = brokerUrl(address);
  if (lineAddress(url) === undefined) return undefined;
  return { name: name?.toLowerCase(), target: { url } };
}

/** Undefined: no target for this name. */
export function targetFor(
  targets: readonly NamedTarget[],
  serverName: string | undefined,
): NamedTarget | undefined {
  const asked = serverName?.toLowerCase() ?? '';
  const exact = targets.find(({ name }) => name === asked);
  const wild = targets.find(
    ({ name }) => name?.startsWith('*.') === true && asked.endsWith(name.slice(1)),
  );
  return exact ?? wild ?? targets.find(({ name }) => name === undefined);
}

/** Without user name and password. */
export function shownTarget({ url }: LineTarget): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${protocol === 'unix:' || pathname.length > 1 ? pathname : ''}`;
}

/** Allows only the targets themselves, because the user has named them. */
export const placesOf = (targets: readonly NamedTarget[]): Allowed =>
  targets.flatMap(({ target }) => {
    const place = lineAddress(target.url)?.place;
    if (place === undefined) return [];
    return place.kind === 'unix' ? [place.path] : [`${place.host}:${place.port}`.toLowerCase()];
  });

/**
 * Whether the target is the listener itself, judging by names: this machine has many loopback addresses, and
 * another program may listen at each with that port.
 */
export function isAt(
  { url }: LineTarget,
  own: { readonly host: string; readonly port: number },
): boolean {
  const place = lineAddress(url)?.place;
  if (place === undefined || place.kind === 'unix' || place.port !== own.port) return false;
  const [target, host] = [place.host.toLowerCase(), own.host.toLowerCase()];
  if (target === host) return true;
  if (!isLoopbackHost(target)) return false;
  if (isEveryHost(host)) return isIP(target) !== 6 || host === '::';
  return isLoopbackHost(host) && (isIP(target) === 0 || isIP(host) === 0);
}

/** A target without a path gets the path of the device's request. */
export function withPath(target: LineTarget, path: string | undefined): LineTarget {
  const url = new URL(target.url);
  const isWeb = url.protocol === 'ws:' || url.protocol === 'wss:';
  if (!isWeb || path === undefined || url.pathname !== '/' || url.search !== '') return target;
  // Node accepts `*@10.0.0.5:80/x`: only a path may be used, never a host.
  if (!path.startsWith('/') || path.startsWith('//')) return target;
  const { host } = url;
  const [pathname = ''] = path.split('?', 1);
  url.pathname = pathname;
  url.search = path.slice(pathname.length);
  return url.host === host ? { ...target, url: url.href } : target;
}
