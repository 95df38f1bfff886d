/**
 * Possible causes if a WebSocket never opens. A browser hides the reason, so the causes are listed by
 * likelihood, derived from the address and the page, each with advice.
 */
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';

export type UnreachableCause =
  /** An https page must not open ws://. */
  | 'mixed-content'
  /** The port usually serves MQTT without WebSocket. */
  | 'plain-mqtt-port'
  /** Any other port may serve MQTT without WebSocket, too. */
  | 'maybe-plain-mqtt'
  /** No listener there, or it is unreachable. */
  | 'not-listening'
  /** A listener exists but has no MQTT at this path. */
  | 'wrong-path'
  /** The certificate is not trusted, or the port does not speak TLS. */
  | 'tls'
  /** The port requires TLS, and the address says ws://. */
  | 'needs-tls'
  /** Any other port may require TLS, too. */
  | 'maybe-needs-tls'
  /** The browser asks for permission to reach the local network, or the user denied it. */
  | 'local-network-permission'
  /** The server rejected the subprotocol `mqtt` or the page's origin. */
  | 'refused-handshake'
  /** Browsers block this port. */
  | 'blocked-port'
  /** The script of the broker in the tab could not be loaded. */
  | 'worker-missing';

export type NextStep =
  | 'use-wss'
  | 'open-app-over-http'
  | 'use-websocket-port'
  | 'check-broker-runs'
  | 'check-host-and-port'
  | 'try-path-mqtt'
  | 'try-path-root'
  | 'open-https-once'
  | 'use-ws'
  | 'allow-local-network'
  | 'check-websocket-listener'
  | 'use-other-port'
  | 'reload-page';

export interface Cause {
  readonly cause: UnreachableCause;
  readonly next: readonly NextStep[];
}

const PLAIN_MQTT_PORTS: ReadonlySet<string> = new Set(['1883', '8883']);
/** Ports that usually expect TLS. */
const TLS_PORTS: ReadonlySet<string> = new Set(['443', '8084', '8443', '8884']);
/** Ports that the fetch standard blocks and that users are likely to enter. */
const BLOCKED_PORTS: ReadonlySet<string> = new Set([
  '21',
  '22',
  '23',
  '25',
  '53',
  '110',
  '143',
  '389',
  '636',
  '993',
  '995',
  '2049',
  '3659',
  '4190',
  '5060',
  '5061',
  '6000',
  '6566',
  '6665',
  '6666',
  '6667',
  '6668',
  '6669',
  '6679',
  '6697',
  '10080',
]);

/** Most likely first. `url` is a ws:// or wss:// address, or the address of the broker in the tab. */
export function unreachableCauses(url: string, pageIsSecure: boolean): readonly Cause[] {
  if (isTabAddress(url)) return [{ cause: 'worker-missing', next: ['reload-page'] }];
  const address = new URL(url);
  const secure = address.protocol === 'wss:';
  const place = placeOf(address.hostname);
  const causes: Cause[] = [];
  if (BLOCKED_PORTS.has(address.port)) {
    causes.push({ cause: 'blocked-port', next: ['use-other-port'] });
  }
  if (pageIsSecure && !secure && place !== 'loopback') {
    causes.push({ cause: 'mixed-content', next: ['use-wss', 'open-app-over-http'] });
  }
  if (PLAIN_MQTT_PORTS.has(address.port)) {
    causes.push({
      cause: 'plain-mqtt-port',
      next: ['use-websocket-port', 'check-websocket-listener'],
    });
  }
  if (!secure && TLS_PORTS.has(address.port || '80')) {
    causes.push({ cause: 'needs-tls', next: ['use-wss'] });
  }
  const tls: Cause = { cause: 'tls', next: ['open-https-once', 'use-ws'] };
  if (secure && place !== 'public') causes.push(tls);
  causes.push({ cause: 'not-listening', next: ['check-broker-runs', 'check-host-and-port'] });
  causes.push({
    cause: 'wrong-path',
    next: [address.pathname === '/mqtt' ? 'try-path-root' : 'try-path-mqtt'],
  });
  if (address.port !== '' && !PLAIN_MQTT_PORTS.has(address.port)) {
    causes.push({ cause: 'maybe-plain-mqtt', next: ['use-websocket-port'] });
  }
  if (secure && place === 'public') causes.push(tls);
  if (place === 'private') {
    causes.push({ cause: 'local-network-permission', next: ['allow-local-network'] });
  }
  if (!secure && address.port !== '' && !TLS_PORTS.has(address.port)) {
    causes.push({ cause: 'maybe-needs-tls', next: ['use-wss'] });
  }
  causes.push({ cause: 'refused-handshake', next: ['check-websocket-listener'] });
  return causes;
}

type Place = 'loopback' | 'private' | 'public';

/** Network location of a host, derived from its name or address. `host` in the notation of `URL`. */
export function placeOf(host: string): Place {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return 'loopback';
  const numbers = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (numbers) {
    const first = Number(numbers[1]);
    const second = Number(numbers[2]);
    if (first === 127) return 'loopback';
    const isPrivate =
      first === 10 ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 192 && second === 168) ||
      (first === 169 && second === 254);
    return isPrivate ? 'private' : 'public';
  }
  if (/^\[f(?:[cd]|e[89ab])/i.test(host)) return 'private';
  if (host.endsWith('.local') || (!host.includes('.') && !host.startsWith('['))) return 'private';
  return 'public';
}
