/**
 * Formats the connection's address for other tools, without user name, password, query, which may contain a token,
 * and tokens in the path.
 */
import { isTabAddress } from '../settings/tabAddress.ts';
import { LEFT_OUT, urlWithoutSecrets } from '../settings/urlWithoutSecrets.ts';
import type { CopyNote } from './copied.ts';

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly carrier: 'mqtt' | 'mqtts' | 'ws' | 'wss';
  /** Path of a WebSocket, with its slash; empty otherwise. */
  readonly path: string;
  readonly url: string;
  /**
   * Set if the protocol's defaults are used: the broker's address is unknown, or it is in a tab, which tools
   * cannot reach.
   */
  readonly assumed: false | 'unknown' | 'tab';
}

const CARRIERS = {
  'ws:': { carrier: 'ws', port: 80 },
  'wss:': { carrier: 'wss', port: 443 },
  'mqtt:': { carrier: 'mqtt', port: 1883 },
  'tcp:': { carrier: 'mqtt', port: 1883 },
  'mqtts:': { carrier: 'mqtts', port: 8883 },
} as const;

const UNKNOWN: BrokerAddress = {
  host: 'localhost',
  port: 1883,
  carrier: 'mqtt',
  path: '',
  url: 'mqtt://localhost:1883',
  assumed: 'unknown',
};

const isScheme = (scheme: string): scheme is keyof typeof CARRIERS => scheme in CARRIERS;

export function brokerAddress(url: string | undefined): BrokerAddress {
  if (url !== undefined && isTabAddress(url)) return { ...UNKNOWN, assumed: 'tab' };
  const bare = url === undefined ? '' : urlWithoutSecrets(url);
  const parsed = URL.canParse(bare) ? new URL(bare) : undefined;
  if (parsed === undefined || !isScheme(parsed.protocol) || parsed.hostname === '') return UNKNOWN;
  const { carrier, port: usual } = CARRIERS[parsed.protocol];
  const port = parsed.port === '' ? usual : Number(parsed.port);
  const path = carrier === 'ws' || carrier === 'wss' ? withMark(parsed.pathname) : '';
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    carrier,
    path,
    url: `${carrier}://${parsed.hostname}:${port}${path}`,
    assumed: false,
  };
}

const withMark = (path: string): string => path.replaceAll(encodeURIComponent(LEFT_OUT), LEFT_OUT);

/** Warnings for a text that contains the address. */
export function addressNotes({ assumed }: BrokerAddress): readonly CopyNote[] {
  if (assumed === false) return [];
  return [{ kind: assumed === 'tab' ? 'address-of-tab' : 'address-unknown' }];
}

/** Most likely address of the same broker for plain MQTT, for tools without WebSocket. */
export function overTcp(address: BrokerAddress): {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly portAssumed: boolean;
} {
  const { host, port, carrier } = address;
  const tls = carrier === 'wss' || carrier === 'mqtts';
  const portAssumed = carrier === 'ws' || carrier === 'wss';
  return { host, port: portAssumed ? (tls ? 8883 : 1883) : port, tls, portAssumed };
}
