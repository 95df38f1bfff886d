/**
 * Usual ports and paths for MQTT over WebSocket, to convert a TCP address into addresses that a browser can
 * open.
 */
import { hostOf, isLoopback, type PageOrigin, pageSocket } from './host.ts';

export interface SuggestedAddress {
  readonly url: string;
  /** The broker with this default. */
  readonly broker: string;
}

interface Listener {
  readonly port: number;
  readonly secure: boolean;
  readonly path: string;
  readonly broker: string;
}

/** Ports from the documentation and defaults of brokers. */
const LISTENERS: readonly Listener[] = [
  { port: 9001, secure: false, path: '/mqtt', broker: 'Mosquitto, VerneMQ' },
  { port: 8080, secure: false, path: '/mqtt', broker: 'mqttscope, Mosquitto' },
  { port: 8083, secure: false, path: '/mqtt', broker: 'EMQX' },
  { port: 8000, secure: false, path: '/mqtt', broker: 'HiveMQ' },
  { port: 15_675, secure: false, path: '/ws', broker: 'RabbitMQ' },
  { port: 443, secure: true, path: '/mqtt', broker: 'behind a web server' },
  { port: 8084, secure: true, path: '/mqtt', broker: 'EMQX' },
  { port: 8884, secure: true, path: '/mqtt', broker: 'HiveMQ Cloud' },
  { port: 8081, secure: true, path: '/mqtt', broker: 'Mosquitto' },
  { port: 15_676, secure: true, path: '/ws', broker: 'RabbitMQ' },
];

/** Public brokers that many people try first. */
const PUBLIC: Readonly<Record<string, readonly Listener[]>> = {
  'test.mosquitto.org': [
    { port: 8081, secure: true, path: '/mqtt', broker: 'test.mosquitto.org' },
    { port: 8080, secure: false, path: '/mqtt', broker: 'test.mosquitto.org' },
  ],
  'broker.emqx.io': [
    { port: 8084, secure: true, path: '/mqtt', broker: 'broker.emqx.io' },
    { port: 8083, secure: false, path: '/mqtt', broker: 'broker.emqx.io' },
  ],
  'broker.hivemq.com': [
    { port: 8884, secure: true, path: '/mqtt', broker: 'broker.hivemq.com' },
    { port: 8000, secure: false, path: '/mqtt', broker: 'broker.hivemq.com' },
  ],
  'mqtt.eclipseprojects.io': [
    { port: 443, secure: true, path: '/mqtt', broker: 'mqtt.eclipseprojects.io' },
    { port: 80, secure: false, path: '/mqtt', broker: 'mqtt.eclipseprojects.io' },
  ],
};

function knownListeners(host: string): readonly Listener[] | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (/\.(iot-as-mqtt\.[a-z0-9-]+|mqtt\.iothub)\.aliyuncs\.com$/.test(name)) {
    return [{ port: 443, secure: true, path: '/', broker: 'Alibaba Cloud IoT' }];
  }
  return Object.hasOwn(PUBLIC, name) ? PUBLIC[name] : undefined;
}

/** The usual listener of a port, to convert a bare host:port into an address. */
export function usualListener(port: number): Listener | undefined {
  return LISTENERS.find((listener) => listener.port === port);
}

/** Ports for MQTT without WebSocket. */
export function plainTransport(port: number | undefined): 'TCP' | 'TLS' | undefined {
  if (port === 1883) return 'TCP';
  return port === 8883 ? 'TLS' : undefined;
}

export function webSocketUrl(host: string, listener: Omit<Listener, 'broker'>): string {
  const scheme = listener.secure ? 'wss' : 'ws';
  const usual = listener.secure ? 443 : 80;
  const port = listener.port === usual ? '' : `:${listener.port}`;
  return `${scheme}://${host}${port}${listener.path}`;
}

/** True if the browser lets this page open ws:// to that host. */
export function mayUsePlainWebSocket(host: string, page: PageOrigin): boolean {
  return !page.secure || isLoopback(host);
}

/**
 * Addresses to try for a broker with known host and transport, most likely first. Contains only addresses
 * that this page may open.
 */
export function suggestAddresses(
  host: string,
  wanted: { readonly secure: boolean },
  page: PageOrigin,
): readonly SuggestedAddress[] {
  const plain = mayUsePlainWebSocket(host, page);
  const known = knownListeners(host);
  const usable = (known ?? LISTENERS).filter((listener) => listener.secure || plain);
  const preferSecure = wanted.secure || page.secure;
  const first = usable.filter((listener) => listener.secure === preferSecure);
  const second = usable.filter((listener) => listener.secure !== preferSecure);
  // A public broker's own list is already in order.
  const ordered = known ? usable : [...first, ...second];
  const addresses = ordered.map((listener) => ({
    url: webSocketUrl(host, listener),
    broker: listener.broker,
  }));
  const pageHost = hostOf(page.host);
  const isOwn =
    pageHost !== '' &&
    (pageHost.toLowerCase() === host.toLowerCase() || (isLoopback(host) && isLoopback(pageHost)));
  if (!isOwn) return addresses;
  const own = `${pageSocket(page)}mqtt`;
  return [{ url: own, broker: 'this page’s own' }, ...addresses.filter(({ url }) => url !== own)];
}

/** The address with which the companion opens it. */
export function bridgedUrl(host: string, port: number | undefined, secure: boolean): string {
  return `${secure ? 'mqtts' : 'mqtt'}://${host}${port === undefined ? '' : `:${port}`}`;
}

/**
 * Addresses with which the companion would open the same broker without WebSocket, most likely first. `url`:
 * ws:// or wss://.
 */
export function bridgedUrlsOf(url: string): readonly string[] {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'wss:';
  const typed = port === '' ? undefined : Number(port);
  const plain = plainTransport(typed);
  if (plain !== undefined) return [bridgedUrl(hostname, typed, plain === 'TLS')];
  const usual = bridgedUrl(hostname, secure ? 8883 : 1883, secure);
  // Any other port may serve MQTT without WebSocket, too.
  return typed === undefined ? [usual] : [usual, bridgedUrl(hostname, typed, secure)];
}
