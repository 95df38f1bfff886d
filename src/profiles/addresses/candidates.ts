/** Possible addresses of a broker with a known host, or a known host and port. */
import { bridgedUrl, suggestAddresses, usualListener, webSocketUrl } from './brokerAddresses.ts';
import { isLoopback, type PageOrigin } from './host.ts';

export interface Place {
  /** IPv6 in brackets. */
  readonly host: string;
  readonly port: number | undefined;
  /** True if the user chose TLS: no unencrypted address is tried. */
  readonly secure?: boolean;
}

/** Common WebSocket paths besides the usual listener's path. */
const PATHS = ['/mqtt', '/'];

/** In the order of the attempts; a companion tries all at once. */
export function candidates(place: Place, page: PageOrigin): readonly string[] {
  const all = allCandidates(place, page);
  return place.secure === true ? all.filter((url) => /^(?:wss|mqtts):/.test(url)) : all;
}

function allCandidates({ host, port }: Place, page: PageOrigin): readonly string[] {
  const hasBridge = page.hasBridge === true;
  // The companion may open ws:// where a page may not.
  const from = hasBridge ? { ...page, secure: false } : page;
  const plain = hasBridge || !page.secure || isLoopback(host);
  if (port === undefined) {
    const found = suggestAddresses(host, { secure: page.secure }, from).map(({ url }) => url);
    return hasBridge
      ? [...found, bridgedUrl(host, 8883, true), bridgedUrl(host, 1883, false)]
      : found;
  }
  const usual = usualListener(port);
  const paths = [...new Set([...(usual === undefined ? [] : [usual.path]), ...PATHS])];
  const web = [false, true].flatMap((secure) =>
    secure || plain ? paths.map((path) => webSocketUrl(host, { port, secure, path })) : [],
  );
  return hasBridge ? [...web, bridgedUrl(host, port, true), bridgedUrl(host, port, false)] : web;
}
